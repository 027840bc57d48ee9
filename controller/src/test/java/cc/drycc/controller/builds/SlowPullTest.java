package cc.drycc.controller.builds;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pulled for minutes is released only for who may still change the app then. */
class SlowPullTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api OWNER = CONTROLLER.register("owner");
    private static final Api ADMIN = CONTROLLER.admin();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end("unshared", 404, who -> OWNER.delete("/v2/apps/app-" + who + "/perms/" + who)),
                end(
                        "lessened",
                        403,
                        who -> OWNER.send(
                                "PUT",
                                "/v2/apps/app-" + who + "/perms/" + who + "/",
                                "application/json",
                                "{\"permissions\": \"view\"}")),
                end("kept-out", 404, who -> ADMIN.send("PATCH", "/v2/users/" + who + "/disable/", null, null)),
                end(
                        "cancelled",
                        404,
                        who -> CONTROLLER.anonymous().login(who, "opensesame").delete("/v2/auth/cancel/")));
    }

    private static Arguments end(String who, int status, Consumer<String> how) {
        return Arguments.of(who, status, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void a_right_that_ends_during_the_pull_makes_no_release(String who, int status, Consumer<String> end) {
        var person = CONTROLLER.register(who);
        OWNER.post("/v2/apps/", Map.of("id", "app-" + who));
        OWNER.post("/v2/apps/app-" + who + "/perms/", Map.of("username", who, "permissions", "change"));
        CONTROLLER.engine().image("drycc/example-go:latest", Map.of(), 8080);
        CONTROLLER.engine().duringPull(() -> end.accept(who));

        var answer = person.post("/v2/apps/app-" + who + "/build/", Map.of("image", "drycc/example-go:latest"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(OWNER.get("/v2/apps/app-" + who + "/releases/")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
    }
}
