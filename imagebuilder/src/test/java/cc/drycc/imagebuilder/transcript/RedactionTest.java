package cc.drycc.imagebuilder.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void takes_out_every_secret_wherever_it_stands() {
        var redaction = Redaction.of(List.of("s3cr3t", "hunter22"));

        assertThat(redaction.apply("s3cr3t at start, hunter22s3cr3t, end s3cr3t"))
                .isEqualTo("***** at start, **********, end *****");
    }

    @Test
    void the_longest_goes_first() {
        var redaction = Redaction.of(List.of("abcd", "abcdefgh", "abcdef"));

        assertThat(redaction.apply("abcdefgh abcdefg abcd")).isEqualTo("***** *****g *****");
    }

    @Test
    void leaves_short_values_and_clean_lines_alone() {
        assertThat(Redaction.of(List.of("abc", "", "  ")).apply("abc  abc")).isEqualTo("abc  abc");
        assertThat(Redaction.NONE.apply("anything")).isEqualTo("anything");
        assertThat(Redaction.of(List.of("secret")).apply("sec")).isEqualTo("sec");
    }

    @Test
    void finds_a_key_of_many_lines_line_by_line() {
        String pem = "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA\nend\n-----END KEY-----\n";

        var redaction = Redaction.of(List.of(pem));

        assertThat(redaction.apply("MIIEowIBAAKCAQEA")).isEqualTo("*****");
        assertThat(redaction.apply("the end")).isEqualTo("the end");
    }

    @Test
    void does_not_print_its_secrets() {
        assertThat(Redaction.of(List.of("s3cr3t"))).hasToString("Redaction[1 secrets]");
    }

    @Test
    void stays_fast_with_many_secrets() {
        var redaction = Redaction.of(IntStream.range(0, 10_000).mapToObj(n -> "value-number-" + n).toList().stream()
                .map(value -> Integer.toHexString(value.hashCode()) + value)
                .toList());
        String line = "The quick brown fox jumps over the lazy dog 0123456789 abcdef ".repeat(3);

        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 50_000; i++) {
                redaction.apply(line);
            }
        });
    }
}
