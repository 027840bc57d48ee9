package cc.drycc.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ControllerTest {

    private static final TestController CONTROLLER = TestController.start();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void the_configured_administrator_can_log_in() {
        var answer = CONTROLLER.admin().get("/v2/auth/whoami/");

        assertThat(answer.json().get("username").asString()).isEqualTo("admin");
        assertThat(answer.json().get("is_superuser").asBoolean()).isTrue();
    }

    @Test
    void health_is_for_everybody() {
        assertThat(CONTROLLER.anonymous().get("/healthz").toString()).isEqualTo("200 OK");
        assertThat(CONTROLLER.anonymous().get("/readiness").toString()).isEqualTo("200 OK");
        assertThat(CONTROLLER.anonymous().send("HEAD", "/healthz", null, null).status())
                .isEqualTo(200);
    }
}
