package cc.drycc.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,192.0.2.7",
        "192.0.2.7/32,192.0.2.7",
        "10.0.0.0/8,10.0.0.0/8",
        "0.0.0.0/0,0.0.0.0/0",
        "192.0.2.128/25,192.0.2.128/25",
        "2001:db8::/32,2001:db8:0:0:0:0:0:0/32",
        "::1,0:0:0:0:0:0:0:1",
        "::/0,0:0:0:0:0:0:0:0/0",
        "::ffff:192.0.2.7,192.0.2.7",
    })
    void addresses_and_networks_are_read(String text, String canonical) {
        assertThat(AddressRange.parse(text)).hasToString("Optional[" + canonical + "]");
        assertThat(AddressRange.parse(canonical)).isEqualTo(AddressRange.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "10.1",
                "010.0.0.1",
                "256.0.0.1",
                "1.2.3.4.5",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "/8",
                "10.0.0.0/8 ",
                "2001:db8::1/32",
                "2001:db8::/129",
                ":::",
                "fe80::1%eth0",
                "0x7f.0.0.1",
                "１.2.3.4",
                "1.2.3.4\n",
                "::ffff:10.0.0.0/96"
            })
    void anything_else_is_not(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }
}
