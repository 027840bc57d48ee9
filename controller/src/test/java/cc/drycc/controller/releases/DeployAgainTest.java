package cc.drycc.controller.releases;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Pod;
import cc.drycc.engine.RolloutFailed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code releases deploy} and going back for some process types only. */
@Timeout(60)
class DeployAgainTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "again-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app;

    DeployAgainTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
    }

    @AfterEach
    void heal() {
        CONTROLLER.engine().heal();
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    /** v2 with a web and a worker, one pod each. */
    private void released() {
        CONTROLLER.engine().image("shop/" + app + ":1", Map.of(), 80);
        var built = DEV.post(
                path + "/build/",
                Map.of("image", "shop/" + app + ":1", "procfile", Map.of("web", "serve", "worker", "work")));
        assertThat(built.status()).as(built.toString()).isEqualTo(201);
        assertThat(DEV.post(path + "/scale/", Map.of("worker", 1)).status()).isEqualTo(204);
    }

    private int running(String type) {
        return CONTROLLER.engine().running(app, type).orElseThrow().release();
    }

    @Test
    void one_that_waits_is_deployed_when_asked_for() {
        released();
        DEV.post(path + "/settings/", Map.of("autodeploy", false));
        DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")));
        assertThat(running("web")).isEqualTo(2);

        var answer = DEV.post(path + "/releases/deploy/");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(answer.header("X-Drycc-Release")).isEqualTo("3");
        assertThat(running("web")).isEqualTo(3);
        assertThat(running("worker")).isEqualTo(3);
    }

    @Test
    void for_some_process_types_only_the_others_run_on() {
        released();
        DEV.post(path + "/settings/", Map.of("autodeploy", false));
        DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")));

        assertThat(DEV.post(path + "/releases/deploy/", Map.of("ptypes", "web")).status())
                .isEqualTo(204);

        assertThat(running("web")).isEqualTo(3);
        assertThat(running("worker")).isEqualTo(2);
        // a scale changes nothing about that
        assertThat(DEV.post(path + "/scale/", Map.of("web", 2, "worker", 2)).status())
                .isEqualTo(204);
        assertThat(running("worker")).isEqualTo(2);
        assertThat(DEV.post(path + "/releases/deploy/").status()).isEqualTo(204);
        assertThat(running("worker")).isEqualTo(3);
    }

    @Test
    void one_that_failed_is_tried_again() {
        released();
        CONTROLLER.engine().onApply(workload -> {
            throw new RolloutFailed("web: exit code 1", List.of());
        });
        assertThat(DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")))
                        .status())
                .isEqualTo(400);
        CONTROLLER.engine().heal();

        assertThat(DEV.post(path + "/releases/deploy/").status()).isEqualTo(204);

        assertThat(running("web")).isEqualTo(3);
        assertThat(DEV.get(path + "/releases/v3/").json().get("state").asString())
                .isEqualTo("succeed");
    }

    @Test
    void force_replaces_pods_that_run_it_already() {
        released();
        var before = pods();
        assertThat(DEV.post(path + "/releases/deploy/").status()).isEqualTo(204);
        assertThat(pods()).isEqualTo(before);

        var answer = DEV.post(path + "/releases/deploy/", Map.of("ptypes", List.of("web"), "force", true));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(pods()).hasSize(2).isNotEqualTo(before);
        assertThat(pods()).containsAnyElementsOf(before);
    }

    private List<String> pods() {
        return CONTROLLER.engine().pods(new AppName(app)).stream()
                .map(Pod::name)
                .map(Object::toString)
                .toList();
    }

    @Test
    void a_rollback_may_be_for_some_process_types() {
        released();
        DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")));

        var answer = DEV.post(path + "/releases/rollback/", Map.of("version", 2, "ptypes", "web"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(running("web")).isEqualTo(4);
        assertThat(CONTROLLER.engine().running(app, "web").orElseThrow().env()).doesNotContainKey("A");
        assertThat(running("worker")).isEqualTo(3);
        assertThat(CONTROLLER.engine().running(app, "worker").orElseThrow().env())
                .containsEntry("A", "1");
        assertThat(DEV.get(path + "/releases/v4/").json().get("summary").asString())
                .isEqualTo("dev rolled back to v2");
    }

    @Test
    void while_a_deploy_is_under_way_others_are_told_to_come_again() throws Exception {
        released();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        CONTROLLER.engine().onApply(workload -> {
            begun.countDown();
            goOn.await();
        });
        var change =
                CompletableFuture.supplyAsync(() -> DEV.post(path + "/config/", Map.of("values", Map.of("A", "1"))));
        begun.await();

        assertThat(DEV.post(path + "/releases/deploy/").toString())
                .isEqualTo("409 {\"detail\":\"there is an executing pipeline, please wait or force deploy\"}");
        assertThat(DEV.post(path + "/releases/rollback/", Map.of("version", 3)).toString())
                .isEqualTo("409 {\"detail\":\"Cannot roll back to v3: its deploy is not over yet.\"}");
        goOn.countDown();
        assertThat(change.get().status()).isEqualTo(201);
    }

    @Test
    void a_release_says_what_became_of_each_deploy() {
        released();
        CONTROLLER.engine().onApply(workload -> {
            throw new RolloutFailed("web: exit code 1", List.of("no such table"));
        });
        DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")));

        var failed = release(3);

        assertThat(failed.get("failed").asBoolean()).isTrue();
        assertThat(failed.get("exception").asString()).isEqualTo("web: exit code 1\nno such table");
        assertThat(failed.get("conditions")).hasSize(1);
        var condition = failed.get("conditions").get(0);
        assertThat(condition.get("state").asString()).isEqualTo("failed");
        assertThat(condition.get("action").asString()).isEqualTo("pipeline");
        assertThat(condition.get("ptypes").toString()).isEqualTo("[\"web\",\"worker\"]");
        assertThat(condition.get("exception").asString()).isEqualTo("web: exit code 1");

        CONTROLLER.engine().heal();
        DEV.post(path + "/releases/deploy/", Map.of("ptypes", "worker"));
        var again = release(3);
        assertThat(again.get("exception").isNull()).isTrue();
        assertThat(again.get("conditions")
                        .valueStream()
                        .map(each -> each.get("state").asString()))
                .containsExactly("succeed", "failed");
        assertThat(again.get("conditions").get(0).get("ptypes").toString()).isEqualTo("[\"worker\"]");
    }

    @Test
    void a_release_without_a_build_is_deployed_for_nothing() {
        var first = release(1);

        assertThat(first.get("conditions").toString()).isEqualTo("[]");
        assertThat(first.get("deployed_ptypes").toString()).isEqualTo("[]");
    }

    @Test
    void the_ledger_is_filtered_by_what_a_release_was_deployed_for() {
        released();
        DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")));
        DEV.post(path + "/releases/rollback/", Map.of("version", 2, "ptypes", "web"));
        DEV.post(path + "/releases/rollback/", Map.of("version", 2, "ptypes", "worker"));

        assertThat(release(4).get("deployed_ptypes").toString()).isEqualTo("[\"web\"]");
        assertThat(versions("?ptypes=web")).containsExactly(4, 3, 2);
        assertThat(versions("?ptypes=worker")).containsExactly(5, 3, 2);
        assertThat(versions("?ptypes=web,worker")).containsExactly(3, 2);
        assertThat(versions("?ptypes=clock")).isEmpty();
        assertThat(versions("")).containsExactly(5, 4, 3, 2, 1);
        assertThat(DEV.get(path + "/releases/?ptypes=We%20b").status()).isEqualTo(400);
        var page = DEV.get(path + "/releases/?ptypes=web,worker&limit=1").json();
        assertThat(page.get("count").asInt()).isEqualTo(2);
        assertThat(page.get("next").asString()).endsWith("/releases?ptypes=web%2Cworker&limit=1&offset=1");
    }

    private List<Integer> versions(String query) {
        return DEV.get(path + "/releases/" + query)
                .json()
                .get("results")
                .valueStream()
                .map(release -> release.get("version").asInt())
                .toList();
    }

    private JsonNode release(int version) {
        return DEV.get(path + "/releases/v" + version + "/").json();
    }

    @Test
    void a_change_of_config_undoes_no_rollback_of_some_process_types() {
        released();
        DEV.post(path + "/config/", Map.of("values", Map.of("A", "1")));
        CONTROLLER.engine().image("shop/" + app + ":2", Map.of(), 80);
        DEV.post(
                path + "/build/",
                Map.of("image", "shop/" + app + ":2", "procfile", Map.of("web", "serve 2", "worker", "work 2")));
        DEV.post(path + "/releases/rollback/", Map.of("version", 2, "ptypes", "worker"));
        var old = image("worker");
        var young = image("web");
        assertThat(old).isNotEqualTo(young);

        var answer = DEV.post(path + "/config/", Map.of("values", Map.of("B", "2")));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("X-Drycc-Release")).isEqualTo("7");
        assertThat(image("worker")).isEqualTo(old);
        assertThat(image("web")).isEqualTo(young);
        assertThat(env("web")).containsEntry("A", "1").containsEntry("B", "2");
        assertThat(env("worker")).doesNotContainKey("A").containsEntry("B", "2");
        assertThat(release(6).get("summary").asString()).isEqualTo("dev added B for web");
        assertThat(release(7).get("summary").asString()).isEqualTo("dev added B for worker");
        assertThat(List.of(running("web"), running("worker"))).containsExactly(6, 7);

        // what only one of them has is taken from that one
        var gone = new HashMap<String, Object>();
        gone.put("A", null);
        assertThat(DEV.post(path + "/config/", Map.of("values", gone)).header("X-Drycc-Release"))
                .isEqualTo("8");
        assertThat(List.of(running("web"), running("worker"))).containsExactly(8, 7);
        assertThat(DEV.post(path + "/config/", Map.of("values", gone)).status()).isEqualTo(422);
        assertThat(DEV.post(path + "/config/", Map.of("values", Map.of("B", "2")))
                        .status())
                .isEqualTo(409);

        // a release of everything ends it
        assertThat(DEV.post(path + "/releases/rollback/", Map.of("version", 4)).status())
                .isEqualTo(201);
        assertThat(DEV.post(path + "/config/", Map.of("values", Map.of("C", "3")))
                        .status())
                .isEqualTo(201);
        assertThat(List.of(running("web"), running("worker"))).containsExactly(10, 10);
    }

    private String image(String type) {
        return CONTROLLER.engine().running(app, type).orElseThrow().image().value();
    }

    private Map<String, String> env(String type) {
        return CONTROLLER.engine().running(app, type).orElseThrow().env();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deploy   | {"ptypes": "nosuch"}                | process type nosuch does not exist in v2
            deploy   | {"ptypes": "We b"}                  | a process type has
            deploy   | {"ptypes": 7}                       | Must be process types
            deploy   | {"force": "very"}                   | force
            rollback | {"version": 2, "ptypes": "nosuch"}  | process type nosuch is not included in procfile
            """)
    void what_cannot_be_is_refused(String what, String body, String words) {
        released();

        var answer = DEV.send("POST", path + "/releases/" + what + "/", "application/json", body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void without_a_build_there_is_nothing_to_deploy() {
        assertThat(DEV.post(path + "/releases/deploy/").toString())
                .isEqualTo("400 {\"detail\":\"there are no builds available for deploy\"}");
    }
}
