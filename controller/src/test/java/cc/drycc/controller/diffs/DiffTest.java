package cc.drycc.controller.diffs;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DiffTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "differ-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app;

    DiffTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private void released(String tag, Map<String, String> procfile) {
        var image = "shop/" + app + ":" + tag;
        CONTROLLER.engine().image(image, Map.of(), 80);
        var built = DEV.post(path + "/build/", Map.of("image", image, "procfile", procfile));
        assertThat(built.status()).as(built.toString()).isEqualTo(201);
    }

    private void config(Object body) {
        var answer = DEV.post(path + "/config/", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private List<String> changes(String which) {
        var answer = DEV.get(path + "/releases/" + which);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json()
                .get("changes")
                .valueStream()
                .filter(change -> !change.get("name").asString().equals("digest"))
                .map(change -> "%s %s %s%s: %s > %s"
                        .formatted(
                                change.get("change").asString(),
                                change.get("area").asString(),
                                change.get("name").asString(),
                                change.get("group").isNull()
                                        ? change.get("ptype").isNull()
                                                ? ""
                                                : "@" + change.get("ptype").asString()
                                        : "/" + change.get("group").asString(),
                                change.get("from").asString("-"),
                                change.get("to").asString("-")))
                .toList();
    }

    @Test
    void a_build_is_compared_with_the_release_before() {
        released("1", Map.of("web", "serve"));
        released("2", Map.of("web", "serve -v", "worker", "work"));

        assertThat(changes("v2/diff/"))
                .containsExactly(
                        "added build image: - > shop/" + app + ":1",
                        "added build stack: - > container",
                        "added ptypes web: - > serve");
        assertThat(changes("v3/diff/"))
                .containsExactly(
                        "changed build image: shop/" + app + ":1 > shop/" + app + ":2",
                        "changed ptypes web: serve > serve -v",
                        "added ptypes worker: - > work");
        assertThat(changes("v2/diff/?with=v3")).contains("deleted ptypes worker: work > -");
    }

    @Test
    void values_are_named_and_never_shown() {
        config(Map.of(
                "values",
                List.of(
                        Map.of("name", "TOKEN", "value", "hunter2"),
                        Map.of("name", "SEED", "value", "hunter3", "group", "dice"),
                        Map.of("name", "DEEP", "value", "hunter4", "ptype", "worker"))));
        config(Map.of("values", Map.of("TOKEN", "hunter5")));
        var gone = new java.util.HashMap<String, Object>();
        gone.put("TOKEN", null);
        config(Map.of("values", gone));

        assertThat(changes("v2/diff/"))
                .containsExactly(
                        "added values TOKEN/global: - > -",
                        "added values SEED/dice: - > -",
                        "added values DEEP@worker: - > -");
        assertThat(changes("3/diff")).containsExactly("changed values TOKEN/global: - > -");
        assertThat(changes("v4/diff/?with=2")).containsExactly("deleted values TOKEN/global: - > -");
        assertThat(DEV.get(path + "/releases/v2/diff/").body()).doesNotContain("hunter");
    }

    @Test
    void other_config_is_shown_unless_it_may_be_secret() {
        config(Map.of("termination_grace_period", Map.of("web", "30")));
        config(Map.of(
                "registry",
                Map.of("web", Map.of("username", "bob", "password", "hunter2")),
                "healthcheck",
                Map.of(
                        "web",
                        Map.of(
                                "livenessProbe",
                                Map.of(
                                        "httpGet",
                                        Map.of(
                                                "path",
                                                "/",
                                                "port",
                                                80,
                                                "httpHeaders",
                                                List.of(Map.of("name", "X-Key", "value", "hunter3")))))),
                "termination_grace_period",
                Map.of("web", "60")));

        assertThat(changes("v2/diff/")).containsExactly("added termination_grace_period web@web: - > 30");
        assertThat(changes("v3/diff/"))
                .containsExactly(
                        "changed termination_grace_period web@web: 30 > 60",
                        "added registry password@web: - > -",
                        "added registry username@web: - > -",
                        "added healthcheck livenessProbe@web: - > -");
        assertThat(DEV.get(path + "/releases/v3/diff/").body()).doesNotContain("hunter");
    }

    @Test
    void a_release_does_not_differ_from_itself() {
        config(Map.of("values", Map.of("A", "1")));

        var same = DEV.get(path + "/releases/v2/diff/?with=v2");

        assertThat(same.body()).isEqualTo("{\"app\":\"" + app + "\",\"from\":2,\"to\":2,\"changes\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v9/diff          | 404 | There is no release v9.
            soup/diff        | 404 | There is no release of that name.
            v1/diff?with=v7  | 404 | There is no release v7.
            v1/diff?with=%2e | 404 | There is no release of that name.
            v1/diff          | 400 | There is no release before v1
            """)
    void what_cannot_be_compared_is_refused(String which, int status, String words) {
        var answer = DEV.get(path + "/releases/" + which);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }
}
