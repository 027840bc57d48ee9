package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.AutoscaleRule;
import cc.drycc.api.EventInfo;
import cc.drycc.api.PtypeContainer;
import cc.drycc.api.PtypeInfo;
import cc.drycc.api.Results;
import cc.drycc.api.SettingsInfo;
import cc.drycc.cli.CannedController.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and process types: what is said (seed 5.5, 5.6, 5.14) and what the controller is asked. */
class SettingsPhrasesTest extends LoggedIn {

    private static final Instant TIME = Instant.parse("2023-12-08T02:25:00Z");
    private static final UUID ID = UUID.fromString("58176cf1-37a8-4c52-9b27-4c7a47269dfb");
    private static final Reply NOTHING = new Reply(204, "", Map.of());

    private static SettingsInfo settings(boolean on, Map<String, AutoscaleRule> autoscale, Map<String, String> labels) {
        return new SettingsInfo(ID, "demo", "hello", on, on, on, List.of(), autoscale, labels, TIME, TIME);
    }

    @ParameterizedTest
    @CsvSource({"routing,Routing,routable", "autodeploy,Autodeploy,autodeploy", "autorollback,Autorollback,autorollback"
    })
    void a_switch_is_shown_and_turned(String group, String name, String field) {
        controller
                .on("GET /v2/apps/hello/settings/", Wire.json(settings(false, Map.of(), Map.of())))
                .on("POST /v2/apps/hello/settings/", Wire.json(settings(true, Map.of(), Map.of())));

        says(name + " is disabled.\n", group, "-a", "hello");
        says(name + " is disabled.\n", group, "info", "-a", "hello");
        says("Enabling " + group + " for hello... done\n", group, "enable", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"" + field + "\":true}");
        says("Disabling " + group + " for hello... done\n", group + ":disable", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"" + field + "\":false}");
    }

    @Test
    void labels_are_listed_set_and_unset() {
        controller
                .on(
                        "GET /v2/apps/hello/settings/",
                        Wire.json(settings(true, Map.of(), Map.of("team", "frontend", "git_repo", "https://x/y=z"))))
                .on("POST /v2/apps/hello/settings/", Wire.json(settings(true, Map.of(), Map.of())));

        says("""
                OWNER    KEY         VALUE
                demo     git_repo    https://x/y=z
                demo     team        frontend
                """, "labels", "-a", "hello");
        says("Applying labels on hello... done\n", "labels", "set", "team=frontend", "a=b=c", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"label\":{\"team\":\"frontend\",\"a\":\"b=c\"}}");
        says("Removing labels on hello... done\n", "labels", "unset", "team", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"label\":{\"team\":null}}");
    }

    @Test
    void autoscale_as_in_the_guide() {
        controller
                .on(
                        "GET /v2/apps/hello/settings/",
                        Wire.json(settings(true, Map.of("web", new AutoscaleRule(3, 8, 75)), Map.of())))
                .on("POST /v2/apps/hello/settings/", Wire.json(settings(true, Map.of(), Map.of())));

        says(
                "Applying autoscale settings for process type web on hello... done\n",
                "autoscale",
                "set",
                "web",
                "--min=3",
                "--max=8",
                "--cpu-percent=75",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body())
                .isEqualTo("{\"autoscale\":{\"web\":{\"min\":3,\"max\":8,\"cpu_percent\":75}}}");
        says("""
                PTYPE    PERCENT    MIN    MAX
                web      75         3      8
                """, "autoscale", "list", "-a", "hello");
        says("Removing autoscale for process type web on hello... done\n", "autoscale", "unset", "web", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"autoscale\":{\"web\":null}}");
    }

    @Test
    void without_labels() {
        controller.on("GET /v2/apps/hello/settings/", Wire.json(settings(true, Map.of(), Map.of())));
        says("No labels found in hello app.\n", "labels:list", "-a", "hello");
    }

    @Test
    void process_types_as_in_the_guide() {
        controller.on(
                "GET /v2/apps/hello/ptypes/",
                Wire.json(Results.of(List.of(
                        new PtypeInfo("web", "v2", "3/3", 1, 1, TIME, true),
                        new PtypeInfo("background", "v2", "1/1", 1, 1, TIME, false)))));
        says("""
                NAME          RELEASE    READY    UP-TO-DATE    AVAILABLE    GARBAGE    STARTED
                web           v2         3/3      1             1            true       2023-12-08T02:25:00Z
                background    v2         1/1      1             1            false      2023-12-08T02:25:00Z
                """, "pts", "-a", "hello");
    }

    @Test
    void a_process_type_is_described_as_in_the_guide() {
        var probe = Map.<String, Object>of(
                "httpGet",
                Map.of("path", "/geo/", "port", 8000, "httpHeaders", List.of()),
                "initialDelaySeconds",
                120,
                "timeoutSeconds",
                10,
                "periodSeconds",
                20,
                "successThreshold",
                1,
                "failureThreshold",
                3);
        controller.on(
                "GET /v2/apps/hello/events/?ptype=hello-web",
                Wire.json(Results.of(List.of(
                        new EventInfo("ScalingReplicaSet", "Scaled up replica set hello-web-76c45b967c to 1", TIME)))));
        controller.on(
                "GET /v2/apps/hello/ptypes/hello-web/describe/",
                Wire.json(Results.of(List.of(new PtypeContainer(
                        "hello-web",
                        "drycc/hello:git-060da68f",
                        List.of(),
                        List.of("gunicorn", "-c"),
                        Map.of(),
                        probe,
                        probe,
                        Map.of("cpu", "1", "memory", "1Gi"),
                        List.of(),
                        Map.of())))));
        says("""
                Container:      hello-web
                Image:          drycc/hello:git-060da68f
                Command:
                Args:
                  - gunicorn
                  - -c
                Limits:
                  cpu                1
                  memory             1Gi
                Liveness:       http-get headers=[] path=/geo/ port=8000 delay=120s timeout=10s period=20s #success=1 #failure=3
                Readiness:      http-get headers=[] path=/geo/ port=8000 delay=120s timeout=10s period=20s #success=1 #failure=3
                Events:
                REASON               MESSAGE                                            CREATED
                ScalingReplicaSet    Scaled up replica set hello-web-76c45b967c to 1    2023-12-08T02:25:00Z
                """, "pts", "describe", "web", "-a", "hello");
    }

    @Test
    void process_types_are_restarted_cleaned_and_scaled() {
        controller
                .on("POST /v2/apps/hello/ptypes/restart/", NOTHING)
                .on("POST /v2/apps/hello/ptypes/clean/", NOTHING)
                .on("POST /v2/apps/hello/ptypes/scale/", NOTHING)
                .on("GET /v2/apps/hello/pods/", Wire.json(Results.of(List.of())));

        says(
                "Restarting process types... but first, coffee!\ndone in 0s\n",
                "pts",
                "restart",
                "web",
                "worker",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"types\":\"web,worker\"}");
        says(
                "Restarting process types... but first, coffee!\ndone in 0s\n",
                "pts",
                "restart",
                "--confirm=yes",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"types\":\"\"}");
        says("Cleaning process types... but first, coffee!\ndone in 0s\n", "pts", "clean", "background", "-a", "hello");
        says(
                "Scaling processes... but first, coffee!\ndone in 0s\nNo processes found.\n",
                "pts",
                "scale",
                "web=0",
                "-a",
                "hello");
    }

    @Test
    void restarting_all_without_a_yes_restarts_nothing() {
        var said = desk.drycc("pts", "restart", "--confirm=no", "-a", "hello");

        assertThat(said.exitCode()).isNotZero();
        assertThat(said.err()).contains("Nothing was restarted.");
        assertThat(controller.asked()).isEmpty();
    }
}
