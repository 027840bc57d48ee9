package cc.drycc.controller.perms;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AdministratorsTest {

    private final TestController controller = TestController.start();
    private final Api admin = controller.admin();

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void an_administrator_makes_another_and_takes_it_back() {
        var dev = controller.register("dev");

        assertThat(admin.post("/v2/admin/perms", Map.of("username", "dev")).status())
                .isEqualTo(201);
        var list = dev.get("/v2/admin/perms/").json();
        assertThat(list.get("count").asInt()).isEqualTo(2);
        assertThat(list.at("/results/0/username").asString()).isEqualTo("admin");
        assertThat(list.at("/results/1/username").asString()).isEqualTo("dev");
        assertThat(list.at("/results/1/is_superuser").asBoolean()).isTrue();

        assertThat(admin.delete("/v2/admin/perms/dev").status()).isEqualTo(204);
        assertThat(dev.get("/v2/admin/perms/").status()).isEqualTo(403);
        assertThat(admin.delete("/v2/admin/perms/dev").status()).isEqualTo(404);
    }

    @Test
    void names_that_are_nobodys_are_refused() {
        assertThat(admin.post("/v2/admin/perms/", Map.of()).status()).isEqualTo(400);
        assertThat(admin.post("/v2/admin/perms/", "{\"username\": 5}").status()).isEqualTo(400);
        assertThat(admin.post("/v2/admin/perms/", Map.of("username", "nobody-here"))
                        .status())
                .isEqualTo(404);
        assertThat(admin.delete("/v2/admin/perms/nobody-here").status()).isEqualTo(404);
    }

    @Test
    void the_last_administrator_stays() {
        assertThat(admin.delete("/v2/admin/perms/admin").status()).isEqualTo(409);

        controller.register("dev");
        admin.post("/v2/admin/perms/", Map.of("username", "dev"));
        admin.send("PATCH", "/v2/users/dev/disable/", null, null);

        assertThat(admin.delete("/v2/admin/perms/admin").status())
                .as("one who is kept out does not count")
                .isEqualTo(409);
        assertThat(admin.get("/v2/users/").status()).isEqualTo(200);
    }

    @RepeatedTest(3)
    void two_who_unmake_or_disable_each_other_leave_one() throws Exception {
        var dev = controller.register("dev");
        admin.post("/v2/admin/perms/", Map.of("username", "dev"));
        List<Callable<Api.Answer>> both = List.of(
                () -> admin.delete("/v2/admin/perms/dev"),
                () -> dev.send("PATCH", "/v2/users/admin/disable/", null, null));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(both)) {
                assertThat(answer.get().status()).isIn(204, 401, 403, 409);
            }
        }

        var left = controller
                .database()
                .sql()
                .sql("select count(*) from users where is_superuser and is_active")
                .query(Integer.class)
                .single();
        assertThat(left).isEqualTo(1);
    }
}
