package cc.drycc.controller.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    /** Somebody with everything open that can be. */
    private record Reader(String who, Future<String> logs, Future<String> podLogs, Future<Api.Answer> run) {}

    @Test
    void what_is_open_ends_when_the_right_does() throws Exception {
        var ends = new LinkedHashMap<String, Consumer<String>>();
        ends.put("unshared", who -> owner.delete("/v2/apps/app-" + who + "/perms/" + who));
        ends.put("kept-out", who -> CONTROLLER.admin().send("PATCH", "/v2/users/" + who + "/disable/", null, null));
        ends.put("revoked", who -> CONTROLLER.admin().post("/v2/auth/tokens/", Map.of("username", who)));
        ends.put("destroyed", who -> owner.delete("/v2/apps/app-" + who + "/"));
        var readers = ends.keySet().stream().map(OpenStreamsTest::opens).toList();
        int killed = CONTROLLER.engine().killed();

        ends.forEach((who, end) -> end.accept(who));

        for (var reader : readers) {
            assertThat(within(reader.run()).status()).as(reader.who()).isIn(403, 404);
            within(reader.podLogs());
            within(reader.logs());
        }
        for (var reader : readers.subList(0, 3)) {
            assertThat(within(reader.logs())).as(reader.who()).endsWith("was under way.\n");
            assertThat(within(reader.podLogs())).as(reader.who()).endsWith("was under way.\n");
        }
        assertThat(CONTROLLER.engine().killed()).isEqualTo(killed + ends.size());
    }

    private static Reader opens(String who) {
        var collaborator = sharedWith(who, "change");
        var app = "/v2/apps/app-" + who;
        var pod = CONTROLLER.engine().pods(new AppName("app-" + who)).getFirst().name();
        var reader = new Reader(
                who,
                collaborator.follow(app + "/logs/?follow=true"),
                collaborator.follow(app + "/pods/" + pod + "/logs/?follow=true"),
                later(() -> collaborator.post(app + "/run/", Map.of("command", "forever"))));
        awaitRunOf(who);
        return reader;
    }

    @Test
    void a_lesser_right_ends_the_run_but_not_the_log() throws Exception {
        var collaborator = sharedWith("lessened", "view,change");
        var logs = collaborator.follow("/v2/apps/app-lessened/logs/?follow=true");
        var run = later(() -> collaborator.post("/v2/apps/app-lessened/run/", Map.of("command", "forever")));
        awaitRunOf("lessened");

        owner.send("PUT", "/v2/apps/app-lessened/perms/lessened/", "application/json", "{\"permissions\": \"view\"}");

        assertThat(within(run).status()).isEqualTo(403);
        assertThat(logs).isNotDone();
        owner.delete("/v2/apps/app-lessened/perms/lessened");
        within(logs);
    }

    @Test
    void a_transfer_ends_what_the_old_owner_reads_and_not_what_the_new_one_does() throws Exception {
        var heir = sharedWith("heir", "view");
        var old = owner.follow("/v2/apps/app-heir/logs/?follow=true");
        var fresh = heir.follow("/v2/apps/app-heir/logs/?follow=true");

        assertThat(owner.post("/v2/apps/app-heir/", Map.of("owner", "heir")).status())
                .isEqualTo(200);

        assertThat(within(old)).endsWith("was under way.\n");
        assertThat(fresh).isNotDone();
        heir.delete("/v2/apps/app-heir/");
        within(fresh);
    }

    private static <T> T within(Future<T> end) throws Exception {
        return end.get(PROMISED.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitRunOf(String who) {
        await().until(() -> CONTROLLER.engine().jobs().stream()
                .anyMatch(job -> job.app().value().equals("app-" + who)));
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
