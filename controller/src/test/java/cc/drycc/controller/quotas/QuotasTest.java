package cc.drycc.controller.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class QuotasTest {

    private static final TestController CONTROLLER = TestController.start(Map.of(
            "REGISTRATION_MODE", "enabled",
            "DRYCC_QUOTA_APPS_PER_USER", "2",
            "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC", "{\"spec\":{\"hard\":{\"pods\":\"3\"}}}"));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "dev" + NUMBER.incrementAndGet();
    private final Api dev = CONTROLLER.register(name);

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private String app() {
        var created = dev.post("/v2/apps/", Map.of());
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.json().get("id").asString();
    }

    @Test
    void one_app_too_many_is_refused_with_the_limit_and_who_sets_it() {
        app();
        var second = app();

        var third = dev.post("/v2/apps/", Map.of("id", "third-" + name));
        assertThat(third.status()).isEqualTo(403);
        assertThat(third.json().get("detail").asString())
                .isEqualTo("exceeded quota: " + name + " may own 2 apps and owns 2. Nothing was changed; destroy one"
                        + " first, or ask the operator of this platform for more (DRYCC_QUOTA_APPS_PER_USER).");
        assertThat(dev.post("/v2/apps/", Map.of()).status()).isEqualTo(403);

        assertThat(dev.delete("/v2/apps/" + second + "/").status()).isEqualTo(204);
        assertThat(dev.post("/v2/apps/", Map.of("id", "third-" + name)).status())
                .isEqualTo(201);
    }

    @Test
    void two_at_once_cannot_pass_the_limit() throws InterruptedException, ExecutionException {
        var begin = new CountDownLatch(1);
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                answers.add(threads.submit(() -> {
                    begin.await();
                    return dev.post("/v2/apps/", Map.of()).status();
                }));
            }
            begin.countDown();
        }

        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnly(201, 403);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(2);
        assertThat(dev.get("/v2/apps/").json().get("count").asInt()).isEqualTo(2);
    }

    @Test
    void an_app_cannot_be_given_to_somebody_who_has_enough_but_by_an_administrator() {
        var other = CONTROLLER.register("other" + name);
        other.post("/v2/apps/", Map.of());
        other.post("/v2/apps/", Map.of());
        var app = app();
        var wanted = Map.of("owner", "other" + name);

        assertThat(dev.post("/v2/apps/" + app + "/", wanted).status()).isEqualTo(403);
        assertThat(dev.get("/v2/apps/" + app + "/").json().get("owner").asString())
                .isEqualTo(name);
        assertThat(CONTROLLER.admin().post("/v2/apps/" + app + "/", wanted).status())
                .isEqualTo(200);
    }

    @Test
    void administrators_own_as_many_as_they_like() {
        for (int i = 0; i < 3; i++) {
            assertThat(CONTROLLER.admin().post("/v2/apps/", Map.of()).status()).isEqualTo(201);
        }
    }

    private String running() {
        var app = app();
        CONTROLLER.engine().image("example/two:1", Map.of(), 8080);
        var built = dev.post(
                "/v2/apps/" + app + "/build/",
                Map.of("image", "example/two:1", "procfile", Map.of("web", "serve", "worker", "work")));
        assertThat(built.status()).as(built.body()).isEqualTo(201);
        return app;
    }

    @Test
    void an_app_gets_no_more_pods_than_it_may() {
        var app = running();
        var scale = "/v2/apps/" + app + "/ptypes/scale/";
        assertThat(dev.post(scale, Map.of("worker", 2)).status()).isEqualTo(204);

        var refused = dev.post(scale, Map.of("web", 2));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("detail").asString())
                .isEqualTo(
                        "exceeded quota: " + app + " may have 3 pods and would have 4. Nothing was changed; stop others"
                                + " first, or ask the operator of this platform for more"
                                + " (KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC).");
        assertThat(CONTROLLER.engine().pods(new AppName(app))).hasSize(3);
        assertThat(dev.post(scale, Map.of("web", 2, "worker", 1)).status()).isEqualTo(204);
    }

    @Test
    void one_off_runs_count_as_pods() {
        var app = running();
        var run = "/v2/apps/" + app + "/run/";
        assertThat(dev.post(run, Map.of("command", "ls")).status()).isEqualTo(200);
        assertThat(dev.post("/v2/apps/" + app + "/ptypes/scale/", Map.of("worker", 2))
                        .status())
                .isEqualTo(204);

        var refused = dev.post(run, Map.of("command", "ls"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("may have 3 pods and would have 4");
    }

    @Test
    void a_web_that_is_new_counts() {
        var app = app();
        CONTROLLER.engine().image("example/two:1", Map.of(), 8080);
        var build = "/v2/apps/" + app + "/build/";
        dev.post(build, Map.of("image", "example/two:1", "procfile", Map.of("worker", "work")));
        dev.post("/v2/apps/" + app + "/ptypes/scale/", Map.of("worker", 3));

        var refused =
                dev.post(build, Map.of("image", "example/two:1", "procfile", Map.of("worker", "work", "web", "serve")));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(dev.get("/v2/apps/" + app + "/releases/").json().get("count").asInt())
                .isEqualTo(2);
    }

    @Test
    void at_once_they_do_not_pass_the_limit_either() throws InterruptedException, ExecutionException {
        var app = running();
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var wanted : List.of(Map.of("web", 2), Map.of("worker", 2), Map.of("web", 3))) {
                answers.add(threads.submit(() ->
                        dev.post("/v2/apps/" + app + "/ptypes/scale/", wanted).status()));
            }
        }

        for (var answer : answers) {
            assertThat(answer.get()).isIn(204, 403);
        }

        assertThat(CONTROLLER.engine().pods(new AppName(app))).hasSizeLessThanOrEqualTo(3);
    }
}
