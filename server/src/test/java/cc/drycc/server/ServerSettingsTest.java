package cc.drycc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {

    private static final ServerSettings.Flags NO_FLAGS =
            new ServerSettings.Flags(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder = Path.of("/");

    private Map<String, String> with(String name, String value) {
        return Map.of("DRYCC_HOME", folder.toString(), name, value);
    }

    @Test
    void defaults() {
        var settings = ServerSettings.from(NO_FLAGS, Map.of("HOME", folder.toString()));

        assertThat(settings).isEqualTo(new ServerSettings(folder.resolve(".drycc-workflow"), "localhost", 8080, 2222));
    }

    @Test
    void a_flag_beats_the_environment_which_beats_the_last_start() {
        new ServerSettings(folder, "last.example.com", 1000, 2000).remember();
        var environment = with("DRYCC_HTTP_PORT", "1001");
        var flags = new ServerSettings.Flags(Optional.empty(), Optional.empty(), Optional.of(1002), Optional.empty());

        assertThat(ServerSettings.from(NO_FLAGS, environment))
                .isEqualTo(new ServerSettings(folder, "last.example.com", 1001, 2000));
        assertThat(ServerSettings.from(flags, environment))
                .isEqualTo(new ServerSettings(folder, "last.example.com", 1002, 2000));
    }

    @Test
    void an_empty_variable_is_no_setting() {
        assertThat(ServerSettings.from(NO_FLAGS, with("PLATFORM_DOMAIN", " ")).domain())
                .isEqualTo("localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a_b", "-a", "a-", "a..b", "A", "a b", "a/b", "http://a", "a:80"})
    void what_is_no_domain_is_refused(String domain) {
        assertThatThrownBy(() -> new ServerSettings(folder, domain, 80, 22))
                .isInstanceOf(ServerProblem.class)
                .hasMessageContaining("PLATFORM_DOMAIN");
    }

    @ParameterizedTest
    @CsvSource({"DRYCC_HTTP_PORT,eighty", "DRYCC_SSH_PORT,2.5", "DRYCC_HTTP_PORT,99999999999"})
    void what_is_no_port_is_refused_by_name(String name, String value) {
        assertThatThrownBy(() -> ServerSettings.from(NO_FLAGS, with(name, value)))
                .isInstanceOf(ServerProblem.class)
                .hasMessage(name + " must be a number between 1 and 65535, for example 8080: " + value);
    }

    @Test
    void port_80_is_left_out_of_addresses() {
        assertThat(new ServerSettings(folder, "example.com", 80, 22).portSuffix())
                .isEmpty();
        assertThat(new ServerSettings(folder, "example.com", 8080, 22).portSuffix())
                .isEqualTo(":8080");
    }
}
