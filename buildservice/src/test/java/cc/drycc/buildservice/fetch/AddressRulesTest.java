package cc.drycc.buildservice.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1",
                "fec0::1"
            })
    void an_address_that_is_not_public_is_refused(String address) throws Exception {
        assertThat(AddressRules.PUBLIC_ONLY.admit(InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "172.15.255.255", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
    void a_public_address_is_admitted(String address) throws Exception {
        assertThat(AddressRules.PUBLIC_ONLY.admit(InetAddress.getByName(address)))
                .isTrue();
    }

    @Test
    void what_the_operator_allows_is_admitted_and_nothing_beside_it() throws Exception {
        var rules = AddressRules.allowing("10.20.0.0/15, 127.0.0.2,fd00::/120");

        assertThat(rules.admit(InetAddress.getByName("10.21.255.255"))).isTrue();
        assertThat(rules.admit(InetAddress.getByName("10.22.0.0"))).isFalse();
        assertThat(rules.admit(InetAddress.getByName("127.0.0.2"))).isTrue();
        assertThat(rules.admit(InetAddress.getByName("127.0.0.1"))).isFalse();
        assertThat(rules.admit(InetAddress.getByName("fd00::ff"))).isTrue();
        assertThat(rules.admit(InetAddress.getByName("fd00::100"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "example.com", "10.0.0.0/x", "::/129", "localhost"})
    void what_is_no_range_is_refused(String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRules.allowing(range))
                .withMessageContaining("not a range of addresses");
    }
}
