package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may no more, reads and runs no more: real streams over HTTP, each way a right can end (K10). */
class OpenStreamsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Duration PROMISED = Duration.ofSeconds(60);
    private static Api owner;

    @BeforeAll
    static void shareAnApp() {
        owner = CONTROLLER.register("owner");
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end("unshared", who -> owner.delete("/v2/apps/app-" + who + "/perms/" + who)),
                end("out", who -> CONTROLLER.admin().send("PATCH", "/v2/users/" + who + "/disable/", null, null)),
                end("revoked", who -> CONTROLLER.admin().post("/v2/auth/tokens/", Map.of("username", who))));
    }

    private static Arguments end(String who, Consumer<String> how) {
        return Arguments.of(who, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void what_is_open_ends_when_the_right_does(String who, Consumer<String> end) throws Exception {
        var collaborator = sharedWith(who, "change");
        var app = "/v2/apps/app-" + who;
        var pod = CONTROLLER.engine().pods(new AppName("app-" + who)).getFirst().name();
        int killed = CONTROLLER.engine().killed();

        var logs = later(() -> collaborator.get(app + "/logs/?follow=true"));
        var podLogs = later(() -> collaborator.get(app + "/pods/" + pod + "/logs/?follow=true"));
        var run = later(() -> collaborator.post(app + "/run/", Map.of("command", "forever")));
        await().until(() -> CONTROLLER.engine().jobs().stream()
                .anyMatch(job -> job.app().value().equals("app-" + who)));
        end.accept(who);

        assertThat(logs.get(PROMISED.toSeconds(), TimeUnit.SECONDS).body()).endsWith("was under way.\n");
        assertThat(podLogs.get(PROMISED.toSeconds(), TimeUnit.SECONDS).body()).endsWith("was under way.\n");
        assertThat(run.get(PROMISED.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(403);
        assertThat(CONTROLLER.engine().killed()).isEqualTo(killed + 1);
    }

    @Test
    void a_lesser_right_ends_the_run_but_not_the_log() throws Exception {
        var collaborator = sharedWith("lessened", "view,change");
        var logs = later(() -> collaborator.get("/v2/apps/app-lessened/logs/?follow=true"));
        var run = later(() -> collaborator.post("/v2/apps/app-lessened/run/", Map.of("command", "forever")));
        await().until(() -> CONTROLLER.engine().jobs().stream()
                .anyMatch(job -> job.app().value().equals("app-lessened")));

        owner.send("PUT", "/v2/apps/app-lessened/perms/lessened/", "application/json", "{\"permissions\": \"view\"}");

        assertThat(run.get(PROMISED.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(403);
        assertThat(logs).isNotDone();
        owner.delete("/v2/apps/app-lessened/perms/lessened");
        assertThat(logs.get(PROMISED.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void a_transfer_ends_what_the_old_owner_reads_and_not_what_the_new_one_does() throws Exception {
        var heir = sharedWith("heir", "view");
        var old = later(() -> owner.get("/v2/apps/app-heir/logs/?follow=true"));
        var fresh = later(() -> heir.get("/v2/apps/app-heir/logs/?follow=true"));

        assertThat(owner.post("/v2/apps/app-heir/", Map.of("owner", "heir")).status())
                .isEqualTo(200);

        assertThat(old.get(PROMISED.toSeconds(), TimeUnit.SECONDS).body()).endsWith("was under way.\n");
        assertThat(fresh).isNotDone();
        heir.delete("/v2/apps/app-heir/");
        assertThat(fresh.get(PROMISED.toSeconds(), TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    private static Api sharedWith(String who, String rights) {
        var person = CONTROLLER.register(who);
        owner.post("/v2/apps/", Map.of("id", "app-" + who));
        CONTROLLER.pushed("app-" + who);
        owner.post("/v2/apps/app-" + who + "/perms/", Map.of("username", who, "permissions", rights));
        owner.post("/v2/apps/app-" + who + "/scale/", Map.of("web", 2));
        await().until(() -> !CONTROLLER.engine().pods(new AppName("app-" + who)).isEmpty());
        return person;
    }

    private static CompletableFuture<Api.Answer> later(Supplier<Api.Answer> request) {
        return CompletableFuture.supplyAsync(request, Executors.newVirtualThreadPerTaskExecutor());
    }
}
