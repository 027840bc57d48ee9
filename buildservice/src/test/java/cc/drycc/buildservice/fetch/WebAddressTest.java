package cc.drycc.buildservice.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows U02, U04, U05, U08, U09 and U11 of the bad inputs. */
class WebAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.com/a.tgz, http://example.com/a.tgz",
        "HTTPS://example.com/a?b=c, HTTPS://example.com/a?b=c",
        "example.com/files/a.tgz, http://example.com/files/a.tgz",
        "example.com:8080/a.tgz, http://example.com:8080/a.tgz",
        "192.0.2.7/a, http://192.0.2.7/a",
        "http://[2001:db8::1]:80/a, http://[2001:db8::1]:80/a",
        "http://my_host/a, http://my_host/a",
    })
    void a_url_is_taken_as_it_is_or_as_http(String written, String read) {
        if (written.contains("my_host")) {
            // the JDK's own URI has no host for it, so nobody could say where it leads
            assertThatIllegalArgumentException().isThrownBy(() -> WebAddress.parse(written));
        } else {
            assertThat(WebAddress.parse(written).uri()).hasToString(read);
        }
    }

    @Test
    void the_tab_in_the_seeds_own_example_is_left_out() {
        assertThat(WebAddress.parse("tarmusthaveadockerfile.com/files/hello-\tworld.tar.gz")
                        .uri())
                .hasToString("http://tarmusthaveadockerfile.com/files/hello-world.tar.gz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file:///etc/passwd",
                "ftp://example.com/a",
                "gopher://example.com/1",
                "data:text/plain,x",
                "jar:http://ok/x.jar!/y",
                "netdoc:///etc/passwd",
                " http://example.com/a",
                "http://example.com/a ",
                "http://example.com/%0d%0aX: y",
                "http://exa%0d%0ample.com/",
                "http://",
                "http:///x",
                "//example.com/x",
                "http://user:pw@example.com/x",
                "http://user@example.com/x",
                "http://2130706433/",
                "http://127.1/",
                "http://0177.0.0.1/",
                "http://0x7f.1/",
                "http://0x7f000001/",
                "http://1.2.3.4.5/",
                "http://256.1.1.1/",
                "http://example.com:0/",
                "http://example.com:99999/",
                "http://example.com/#x",
                "http://ex\u00e4mple.com/",
                "http://example.com/\u0000",
                "http://[fe80::1%25eth0]/x\n",
                "http://exa mple.com/",
                "http://.example.com/"
            })
    void what_could_mean_two_things_is_refused(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> WebAddress.parse(written));
    }

    @Test
    void a_url_longer_than_eight_thousand_characters_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WebAddress.parse("http://a.com/" + "x".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://u:p@a.com/", "http://0177.0.0.1/", "ftp://a.com/"})
    void a_redirect_is_checked_like_the_first_address(String location) {
        var address = WebAddress.parse("https://example.com/a");

        assertThatIllegalArgumentException().isThrownBy(() -> address.redirected(location));
    }

    @Test
    void what_people_are_shown_has_no_path() {
        assertThat(WebAddress.parse("https://example.com:8443/secret?token=x")).hasToString("example.com:8443");
    }
}
