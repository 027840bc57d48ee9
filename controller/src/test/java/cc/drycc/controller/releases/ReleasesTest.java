package cc.drycc.controller.releases;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.RolloutFailed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReleasesTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "release-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app + "/releases/";

    ReleasesTest() {
        DEV.post("/v2/apps/", Map.of("id", app));
    }

    @AfterEach
    void heal() {
        CONTROLLER.engine().heal();
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void going_back_is_a_new_release_with_the_old_build_and_config() {
        CONTROLLER.pushed(app);
        config("COLOUR", "red");

        var back = DEV.post(path + "rollback/", Map.of("version", 2));

        assertThat(back.toString()).isEqualTo("201 {\"version\":4}");
        assertThat(back.header("X-Drycc-Release")).isEqualTo("4");
        var four = DEV.get(path + "v4/").json();
        var two = DEV.get(path + "2/").json();
        assertThat(four.get("summary").asString()).isEqualTo("dev rolled back to v2");
        assertThat(four.get("state").asString()).isEqualTo("succeed");
        assertThat(four.get("build")).isEqualTo(two.get("build"));
        assertThat(four.get("config")).isEqualTo(two.get("config"));
        assertThat(DEV.get("/v2/apps/" + app + "/config/").json().get("values").toString())
                .isEqualTo("{}");
        assertThat(CONTROLLER.engine().running(app, "web").orElseThrow().env())
                .doesNotContainKey("COLOUR")
                .containsEntry("DRYCC_RELEASE", "v4");
    }

    @Test
    void without_a_version_it_goes_to_the_one_that_ran_before() {
        CONTROLLER.pushed(app);
        assertThat(DEV.post(path + "rollback/").toString())
                .isEqualTo("400 {\"detail\":\"Cannot roll back to initial release.\"}");
        config("COLOUR", "red");

        assertThat(DEV.post(path + "rollback/").status()).isEqualTo(201);

        assertThat(DEV.get(path + "v4").json().get("summary").asString()).isEqualTo("dev rolled back to v2");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 400",
        "-1, 400",
        "1, 400",
        "999999, 404",
        "'\"abc\"', 400",
        "true, 400",
        "1.5, 400",
        "'\"v1\"', 400",
        "99999999999, 400",
        "[], 400"
    })
    void there_is_no_going_back_to(String version, int status) {
        CONTROLLER.pushed(app);

        var answer = DEV.post(path + "rollback/", "{\"version\":" + version + "}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(DEV.get(path).json().get("count").asInt()).isEqualTo(2);
    }

    @Test
    void a_failed_release_is_not_gone_back_to() {
        CONTROLLER.pushed(app);
        CONTROLLER.engine().onApply(workload -> {
            if (workload.env().containsKey("BAD")) {
                throw new RolloutFailed("web never listened", List.of());
            }
        });
        assertThat(config("BAD", "1").status()).isEqualTo(400);

        var answer = DEV.post(path + "rollback/", Map.of("version", "v3"));

        assertThat(answer.toString()).isEqualTo("400 {\"detail\":\"Cannot roll back to failed release.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0", "v99", "abc", "v", "2x", "99999999999999", "-1", "%2e%2e"})
    void an_unknown_release_is_404(String version) {
        assertThat(DEV.get(path + version).status()).isEqualTo(404);
    }

    @Test
    void the_ledger_is_listed_newest_first() {
        CONTROLLER.pushed(app);
        config("A", "1");

        var versions = DEV.get(path + "?limit=2")
                .json()
                .get("results")
                .valueStream()
                .map(release -> release.get("version").asInt())
                .toList();

        assertThat(versions).containsExactly(3, 2);
    }

    private Api.Answer config(String name, String value) {
        return DEV.post("/v2/apps/" + app + "/config/", Map.of("values", Map.of(name, value)));
    }
}
