package cc.drycc.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

    @ParameterizedTest
    @CsvSource({"id, id", "dateJoined, date_joined", "isSuperuser, is_superuser", "publicKey, public", "gitUrl, git_url"
    })
    void a_component_is_named_in_snake_case_on_the_wire(String component, String wire) {
        assertThat(WireNames.of(component)).isEqualTo(wire);
    }

    @Test
    void times_have_whole_seconds() {
        var time = Instant.parse("2026-11-21T03:04:05.678Z");

        var token = new TokenInfo(UUID.randomUUID(), "dev", "", "abc...def", time, time, null);

        assertThat(token.created()).hasToString("2026-11-21T03:04:05Z");
    }

    @Test
    void nothing_secret_is_printed_by_accident() {
        var now = Instant.EPOCH;
        var printed = List.of(
                new Login("dev", "canary"),
                new Registration("dev", "canary", "d@example.com", null, null),
                new LoggedIn("canary", "canary", "dev"),
                new NewToken(UUID.randomUUID(), "canary", "dev"),
                new PasswordChange("canary", "canary", null),
                new ConfigChange(Map.of("A", "canary"), null, null, null, null, null, null, "canary", null, null),
                new ConfigValue.OfType("A", "canary", "web"),
                new ConfigInfo(
                        UUID.randomUUID(),
                        "dev",
                        "hello",
                        Map.of("A", "canary"),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        now,
                        now));

        assertThat(printed).allSatisfy(record -> assertThat(record.toString()).doesNotContain("canary"));
    }
}
