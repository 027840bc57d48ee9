package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settings of an app are in force: at the edge, in deploys, and in how many pods there are (seed 5.5, 5.6, 5.14). */
class SettingsIT {

    private static final Platform PLATFORM = Platform.start(Map.of(
            "DRYCC_AUTOSCALE_PERIOD", "1",
            "DRYCC_AUTOSCALE_UP_AFTER", "3",
            "DRYCC_AUTOSCALE_DOWN_AFTER", "4"));

    private static Person dev;
    private static Repository app;

    @BeforeAll
    static void push() {
        dev = Person.register(PLATFORM, "dev");
        app = dev.app("set-lamp");
        app.push().ok();
    }

    @AfterAll
    static void close() {
        PLATFORM.close();
    }

    @Test
    void routing_off_hides_the_app_also_after_a_restart_and_on_shows_it_again() {
        assertThat(app.drycc("routing", "disable").ok().out()).isEqualTo("Disabling routing for set-lamp... done\n");
        assertThat(app.get()).endsWith("\n404");
        assertThat(app.drycc("routing").ok().out()).isEqualTo("Routing is disabled.\n");

        PLATFORM.workflow("restart").ok();
        assertThat(app.get()).endsWith("\n404");

        app.drycc("routing", "enable").ok();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(app.get()).endsWith("\n200"));
    }

    @Test
    void only_addresses_of_the_allowlist_are_let_in() throws Exception {
        allowlist("POST", "192.0.2.0/24");
        assertThat(app.get()).endsWith("\n403");
        allowlist("POST", "127.0.0.0/8");
        assertThat(app.get()).endsWith("\n200");
        allowlist("DELETE", "127.0.0.0/8");
        assertThat(app.get()).endsWith("\n403");
        allowlist("DELETE", "192.0.2.0/24");
        assertThat(app.get()).endsWith("\n200");
    }

    private static void allowlist(String method, String address) throws Exception {
        Path profile = dev.home().resolve(".drycc/client.json");
        var token = Files.readString(profile).replaceAll("(?s).*\"token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        var answer = Command.of(
                        "curl",
                        "-s",
                        "-w",
                        "\n%{http_code}",
                        "-X",
                        method,
                        "-H",
                        "Authorization: token " + token,
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"addresses\": [\"" + address + "\"]}",
                        PLATFORM.controller() + "/v2/apps/set-lamp/allowlist/")
                .run()
                .out();
        assertThat(answer).matches("(?s).*\n20[14]");
    }

    @Test
    void without_autodeploy_a_change_waits() {
        app.drycc("autodeploy", "disable").ok();
        try {
            app.drycc("config", "set", "POWERED_BY=Waiting").ok();
            assertThat(app.get()).doesNotContain("Waiting");
        } finally {
            app.drycc("autodeploy", "enable").ok();
        }
    }

    @Test
    void what_happened_is_told() {
        assertThat(app.drycc("pts").ok().out()).matches("(?s)NAME +RELEASE .*web +v\\d+ +1/1 +1 +1 +false .*");
        await().untilAsserted(() -> assertThat(
                        app.drycc("pts", "describe", "web").ok().out())
                .contains("Container:", "set-lamp-web", "ScalingReplicaSet"));
        var pod = app.drycc("ps")
                .ok()
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(" ")[0];
        await().untilAsserted(
                        () -> assertThat(app.drycc("ps", "describe", pod).ok().out())
                                .contains("Events:", "Started container set-lamp-web"));
    }

    @Test
    void pods_follow_the_cpu_they_use() {
        var busy = dev.app("busy-bee");
        busy.write("Procfile", "web: while [ ! -f /calm ]; do :; done & httpd -f -p 5000 -h /www\n");
        busy.commit("version", "busy");
        busy.push().ok();
        assertThat(busy.drycc("autoscale", "set", "web", "--min=1", "--max=2", "--cpu-percent=20")
                        .ok()
                        .out())
                .isEqualTo("Applying autoscale settings for process type web on busy-bee... done\n");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(web(busy)).contains("2/2"));
        assertThat(busy.drycc("pts", "describe", "web").ok().out()).contains("SuccessfulRescale");

        for (var pod : busy.drycc("ps").ok().out().lines().skip(1).toList()) {
            busy.drycc("ps", "exec", pod.split(" ")[0], "--", "touch", "/calm").ok();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(web(busy)).contains("1/1"));
        busy.drycc("autoscale", "unset", "web").ok();
        assertThat(busy.drycc("autoscale").ok().out()).isEqualTo("No autoscale rules found.\n");
    }

    private static String web(Repository app) {
        return app.drycc("pts").ok().out();
    }
}
