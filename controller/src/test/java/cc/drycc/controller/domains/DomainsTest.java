package cc.drycc.controller.domains;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DomainsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final Api OTHER = CONTROLLER.register("other");
    private static final String PATH = "/v2/apps/shops/domains/";

    static {
        assertThat(DEV.post("/v2/apps/", Map.of("id", "shops")).toString()).startsWith("201");
        assertThat(OTHER.post("/v2/apps/", Map.of("id", "others")).toString()).startsWith("201");
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private static Api.Answer add(String domain) {
        return DEV.post(PATH, Map.of("domain", domain));
    }

    @Test
    void a_domain_is_added_listed_and_removed() {
        var added = add("Hello.Example.COM.");

        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        assertThat(added.json().get("domain").asString()).isEqualTo("hello.example.com");
        assertThat(added.json().get("ptype").asString()).isEqualTo("web");
        assertThat(DEV.get(PATH).body()).contains("hello.example.com");
        assertThat(OTHER.delete("/v2/apps/others/domains/hello.example.com").status())
                .isEqualTo(404);
        assertThat(OTHER.delete(PATH + "hello.example.com").status()).isEqualTo(404);
        assertThat(DEV.delete(PATH + "hello.example.com").status()).isEqualTo(204);
        assertThat(DEV.delete(PATH + "hello.example.com").status()).isEqualTo(404);
        assertThat(DEV.get(PATH).body()).doesNotContain("hello.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taken.example.net",
                "TAKEN.example.net",
                "taken.example.net.",
                "taken。example。net",
                "ｔａｋｅｎ.example.net"
            })
    void m04_and_m08_a_name_is_there_once_however_it_is_written(String again) {
        add("taken.example.net");

        var answer = OTHER.post("/v2/apps/others/domains/", Map.of("domain", again));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("Domain is already in use by another application");
    }

    @ParameterizedTest
    @CsvSource({"bücher.example.org,xn--bcher-kva.example.org", "*.wild.example.org,*.wild.example.org"})
    void other_alphabets_and_wildcards(String written, String kept) {
        assertThat(add(written).json().get("domain").asString()).isEqualTo(kept);
        assertThat(DEV.delete(PATH + kept).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this_is_an.invalid.domain",
                "this-is-an.invalid.1",
                "django.pa--assandbox",
                "*",
                "foo.*.bar.com",
                "*.*.x",
                "*.",
                "",
                " ",
                "http://x.test",
                "x.test:80",
                "x.test/y",
                "1.2.3.4",
                "[::1]",
                "x y.test",
                "a.test\r\nX: y",
                "-a.test",
                "a-.test",
                "single",
                "a..b",
                ".a.b",
                "drycc.localhost",
                "drycc-builder.localhost",
                "localhost",
                "*.localhost",
                "shops.localhost",
                "a`b.test",
                "a'b.test",
                "a;b.test",
                "a{b.test",
                "a$b.test",
                "a#b.test",
                "a\\b.test"
            })
    void m01_to_m10_what_is_no_name_of_ones_own_is_refused(String name) {
        assertThat(add(name).status()).as(name).isEqualTo(400);
        assertThat(DEV.get(PATH).json().toString()).doesNotContain("localhost");
    }

    @Test
    void too_long_is_refused() {
        assertThat(add("a".repeat(64) + ".test").status()).isEqualTo(400);
        assertThat(add("a.".repeat(128) + "test").status()).isEqualTo(400);
        assertThat(add(("a".repeat(60) + ".").repeat(5) + "test").status()).isEqualTo(400);
    }

    @Test
    void other_process_types_serve_nobody() {
        assertThat(DEV.post(PATH, Map.of("domain", "w.example.com", "ptype", "worker"))
                        .toString())
                .isEqualTo("400 {\"ptype\":[\"Only the process type web answers to domains.\"]}");
    }
}
