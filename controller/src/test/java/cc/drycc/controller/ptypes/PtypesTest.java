package cc.drycc.controller.ptypes;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Pod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PtypesTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "ptypes-" + NUMBER.incrementAndGet();
    private final String ptypes = "/v2/apps/" + app + "/ptypes/";

    @BeforeEach
    void makeApp() {
        DEV.post("/v2/apps/", Map.of("id", app));
        CONTROLLER.engine().image("example/two:1", Map.of(), 8080);
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private void release(Map<String, String> procfile) {
        var answer = DEV.post("/v2/apps/" + app + "/build/", Map.of("image", "example/two:1", "procfile", procfile));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private List<String> pods() {
        return CONTROLLER.engine().pods(new AppName(app)).stream()
                .map(Pod::name)
                .map(Object::toString)
                .toList();
    }

    @Test
    void every_type_is_listed_with_what_runs_of_it() {
        assertThat(DEV.get(ptypes).json().get("count").asInt()).isZero();
        release(Map.of("web", "serve", "worker", "work"));
        assertThat(DEV.post(ptypes + "scale/", Map.of("worker", 2)).status()).isEqualTo(204);

        var list = DEV.get(ptypes).json();

        assertThat(list.get("count").asInt()).isEqualTo(2);
        assertThat(list.at("/results/0/name").asString()).isEqualTo("web");
        var worker = list.at("/results/1");
        assertThat(worker.get("name").asString()).isEqualTo("worker");
        assertThat(worker.get("release").asString()).isEqualTo("v2");
        assertThat(worker.get("ready").asString()).isEqualTo("2/2");
        assertThat(worker.get("up_to_date").asInt()).isEqualTo(2);
        assertThat(worker.get("available_replicas").asInt()).isEqualTo(2);
        assertThat(worker.get("started").asString()).matches("\\d{4}-.*Z");
        assertThat(worker.get("garbage").asBoolean()).isFalse();
    }

    @Test
    void a_type_is_described_by_either_name_without_its_environment() {
        release(Map.of("web", "serve --port $PORT"));
        DEV.post("/v2/apps/" + app + "/config/", Map.of("values", Map.of("SECRET", "hunter2")));

        for (var name : List.of("web", app + "-web")) {
            var answer = DEV.get(ptypes + name + "/describe/");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            var container = answer.json().at("/results/0");
            assertThat(container.get("container").asString()).isEqualTo(app + "-web");
            assertThat(container.get("image").asString()).isEqualTo("example/two:1");
            assertThat(container.get("args").toString()).contains("serve --port");
            assertThat(container.has("startup_probe")).isTrue();
            assertThat(answer.body()).doesNotContain("hunter2");
        }
    }

    @Test
    void limits_are_described() {
        release(Map.of("web", "serve"));
        var changed = DEV.post("/v2/apps/" + app + "/config/", Map.of("limits", Map.of("web", "std1.large.c1m1")));
        assertThat(changed.status()).as(changed.body()).isEqualTo(201);

        var container = DEV.get(ptypes + "web/describe/").json().at("/results/0");

        assertThat(container.at("/limits/cpu").asString()).isEqualTo("1");
        assertThat(container.at("/limits/memory").asString()).isEqualTo("1Gi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "Web", "web-", "..%2fweb", "%00"})
    void what_is_not_there_is_404_to_describe(String name) {
        release(Map.of("web", "serve"));
        assertThat(DEV.get(ptypes + name + "/describe/").status()).isIn(400, 404);
    }

    @Test
    void restart_replaces_the_named_types_or_all() {
        release(Map.of("web", "serve", "worker", "work"));
        DEV.post(ptypes + "scale/", Map.of("worker", 1));
        var before = pods();

        assertThat(DEV.post(ptypes + "restart/", Map.of("types", "worker")).status())
                .isEqualTo(204);
        assertThat(pods()).contains(before.getFirst()).doesNotContain(before.getLast());
        assertThat(DEV.post(ptypes + "restart/", Map.of("ptypes", "")).status()).isEqualTo(204);
        assertThat(pods()).hasSize(2).doesNotContainAnyElementsOf(before);

        var unknown = DEV.post(ptypes + "restart/", Map.of("types", "web,nothing"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().get("detail").asString())
                .isEqualTo("process type nothing is not included in procfile");
        assertThat(DEV.post(ptypes + "restart/", Map.of("types", "a b")).status())
                .isEqualTo(400);
        assertThat(DEV.post(ptypes + "restart/", Map.of("types", 7)).status()).isEqualTo(400);
    }

    @Test
    void garbage_is_cleaned_and_what_is_in_use_is_not() {
        release(Map.of("web", "serve", "worker", "work"));
        DEV.post(ptypes + "scale/", Map.of("worker", 1));
        DEV.post("/v2/apps/" + app + "/settings/", Map.of("autodeploy", false));
        release(Map.of("web", "serve"));
        var held = DEV.get("/v2/apps/" + app + "/releases/v3/").json();
        assertThat(held.get("state").asString()).isEqualTo("created");
        deployHeld();

        var worker = DEV.get(ptypes).json().at("/results/1");
        assertThat(worker.get("garbage").asBoolean()).isTrue();
        assertThat(worker.get("release").asString()).isEqualTo("v2");
        assertThat(DEV.post(ptypes + "clean/", Map.of("types", "web,worker")).status())
                .isEqualTo(400);
        assertThat(DEV.post(ptypes + "clean/", Map.of()).json().get("detail").asString())
                .isEqualTo("ptypes is a required field");
        assertThat(pods()).hasSize(2);

        assertThat(DEV.post(ptypes + "clean/", Map.of("types", "worker")).status())
                .isEqualTo(204);
        assertThat(pods()).hasSize(1);
        assertThat(DEV.get(ptypes).json().get("count").asInt()).isEqualTo(1);
    }

    @Test
    void a_type_scaled_to_0_is_cleaned_and_can_be_scaled_up_again() {
        release(Map.of("web", "serve", "background", "work"));
        DEV.post(ptypes + "scale/", Map.of("background", 1));

        var refused = DEV.post(ptypes + "clean/", Map.of("ptypes", "background"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("detail").asString())
                .isEqualTo("ptype background should not garbage: v2 has it, with 1 pods. Nothing was removed; scale it"
                        + " to 0 first.");

        DEV.post(ptypes + "scale/", Map.of("background", 0));
        assertThat(DEV.post(ptypes + "clean/", Map.of("ptypes", "background")).status())
                .isEqualTo(204);
        assertThat(DEV.post(ptypes + "scale/", Map.of("background", 2)).status())
                .isEqualTo(204);
        assertThat(pods()).hasSize(3);
    }

    private void deployHeld() {
        // The held release becomes current as its deploy would make it, without the engine.
        var sql = CONTROLLER.database().sql();
        var apps = new Apps(sql);
        var row = apps.find(new AppName(app)).orElseThrow();
        apps.setCurrent(row.uuid(), 3);
        apps.setDiverged(row.uuid(), Map.of(new cc.drycc.engine.ProcessType("worker"), 2));
    }
}
