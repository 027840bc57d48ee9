package cc.drycc.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.cli.WrongUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people type them. */
class ControllerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://drycc.example.com,http://drycc.example.com",
        "https://drycc.example.com/,https://drycc.example.com",
        "drycc.production.com,http://drycc.production.com",
        "localhost:8080,http://localhost:8080",
        "http://[::1]:8080//,http://[::1]:8080",
        "HTTPS://X/,https://X",
    })
    void taken(String typed, String expected) {
        assertThat(ControllerUrl.of(typed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://",
                "http:///x",
                "ftp://x",
                "file:///etc/passwd",
                "http://x y",
                "http://hunter2:pw@x",
                "http://x?token=hunter2",
                "http://x#hunter2",
                "a\nb",
                "-",
                "://",
            })
    void refused_without_repeating_it(String typed) {
        assertThatThrownBy(() -> ControllerUrl.of(typed))
                .isInstanceOf(WrongUsage.class)
                .message()
                .doesNotContain("hunter2");
    }
}
