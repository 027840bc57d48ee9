package cc.drycc.controller.config;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.Lifecycle;
import cc.drycc.engine.Probe;
import cc.drycc.engine.Resources;
import cc.drycc.engine.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a config holds beside values for everyone, as it is set, shown, and run. */
@Timeout(60)
class ConfigSectionsTest {

    private static final TestController CONTROLLER = TestController.start(
            Map.of("REGISTRATION_MODE", "enabled", "DRYCC_NODE_LABELS", "environ=prod, example.com/disk=ssd"));
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "sections-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app + "/config/";

    ConfigSectionsTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
        CONTROLLER.pushed(app);
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void own_values_win_over_attached_groups_and_those_over_global_ones() {
        change("{'values': {'A': 'global', 'B': 'global', 'C': 'global', 'D': 'global'}}");
        change(
                "{'values': [{'name': 'B', 'value': 'one', 'group': 'one.env'}, {'name': 'C', 'value': 'one', 'group': 'one.env'},"
                        + "{'name': 'C', 'value': 'two', 'group': 'two.env'}, {'name': 'E', 'value': 'two', 'group': 'two.env'},"
                        + "{'name': 'D', 'value': 'web', 'ptype': 'web'}, {'name': 'D', 'value': 'other', 'ptype': 'worker'}]}");
        assertThat(web().env())
                .containsEntry("B", "global")
                .containsEntry("D", "web")
                .doesNotContainKey("E");

        change("{'values_refs': {'web': ['one.env']}}");
        change("{'values_refs': {'web': ['two.env']}}");

        assertThat(web().env())
                .containsEntry("A", "global")
                .containsEntry("B", "one")
                .containsEntry("C", "two")
                .containsEntry("D", "web")
                .containsEntry("E", "two");
        assertThat(DEV.get(path).json().get("values_refs").toString()).isEqualTo("{\"web\":[\"one.env\",\"two.env\"]}");

        var detached = DEV.send("DELETE", path, "application/json", json("{'values_refs': {'web': ['two.env']}}"));
        assertThat(detached.status()).as(detached.body()).isEqualTo(204);
        assertThat(web().env()).containsEntry("C", "one").doesNotContainKey("E");
        assertThat(DEV.send("DELETE", path, "application/json", json("{'values_refs': {'web': ['two.env']}}"))
                        .toString())
                .isEqualTo("422 {\"detail\":\"two.env of web does not exist under values_refs\"}");
        assertThat(summaries())
                .containsExactly(
                        "dev changed values_refs web",
                        "dev changed values_refs web",
                        "dev added values_refs web",
                        "dev added B (one.env), C (one.env), C (two.env), E (two.env), D (web), D (worker)",
                        "dev added A, B, C, D",
                        "dev deployed 060da68",
                        "dev created initial release");
    }

    @Test
    void replacing_touches_only_the_scopes_that_are_named() {
        change("{'values': {'A': '1', 'B': '2'}}");
        change(
                "{'values': [{'name': 'X', 'value': '1', 'ptype': 'web'}, {'name': 'Y', 'value': '1', 'ptype': 'web'}]}");

        var answer = DEV.send(
                "POST",
                path + "?merge=false",
                "application/json",
                json("{'values': [{'name': 'Z', 'value': '2', 'ptype': 'web'}]}"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(web().env()).containsEntry("Z", "2").containsEntry("A", "1").doesNotContainKeys("X", "Y");
        assertThat(answer.json().get("values").toString())
                .isEqualTo("[{\"name\":\"A\",\"value\":\"1\",\"group\":\"global\"},"
                        + "{\"name\":\"B\",\"value\":\"2\",\"group\":\"global\"},"
                        + "{\"name\":\"Z\",\"value\":\"2\",\"ptype\":\"web\"}]");
    }

    @Test
    void limits_reach_the_engine_and_sizes_win_over_plans() {
        change("{'limits': {'web': 'std1.large.c1m1'}}");
        assertThat(web().resources()).isEqualTo(new Resources(1L << 30, 1_000, 4096));

        change("{'memory': {'web': '128M/256M'}, 'cpu': {'web': '250m'}}");
        assertThat(web().resources()).isEqualTo(new Resources(256L << 20, 250, 4096));
        assertThat(DEV.get(path).json().get("memory").toString()).isEqualTo("{\"web\":\"128M/256M\"}");

        change("{'memory': {'web': null}, 'cpu': {'web': null}, 'limits': {'web': null}}");
        assertThat(web().resources()).isEqualTo(Resources.DEFAULT);
        assertThat(summaries().getFirst()).isEqualTo("dev deleted limits web, deleted memory web, deleted cpu web");
    }

    @Test
    void plans_are_listed_and_those_too_large_are_disabled() {
        var plans = DEV.get("/v2/limits/plans/?limit=1000").json().get("results");
        assertThat(plans.get(0).get("id").asString()).isEqualTo("std1.large.c1m1");
        assertThat(plans.get(0).get("spec").get("cpu").get("name").asString()).isEqualTo("Universal CPU");
        assertThat(plans.get(0).get("disabled").asBoolean()).isFalse();
        assertThat(plans.get(plans.size() - 1).get("id").asString()).isEqualTo("std1.large.c32m256");
        assertThat(DEV.get("/v2/limits/plans/?cpu=1&memory=4")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(DEV.get("/v2/limits/plans/?spec-id=gpu9").json().get("count").asInt())
                .isZero();
        assertThat(DEV.get("/v2/limits/plans/?cpu=x").status()).isEqualTo(400);
        assertThat(DEV.get("/v2/limits/plans/std1.large.c1m2/")
                        .json()
                        .get("memory")
                        .asInt())
                .isEqualTo(2);
        assertThat(DEV.get("/v2/limits/plans/none/").status()).isEqualTo(404);
        assertThat(DEV.get("/v2/limits/specs/?keywords=std1")
                        .json()
                        .get("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(DEV.get("/v2/limits/specs/?keywords=quantum")
                        .json()
                        .get("count")
                        .asInt())
                .isZero();
    }

    @Test
    void probes_have_kubernetes_defaults_and_are_shown_whole() {
        change("{'healthcheck': {'web': {'livenessProbe': {'httpGet': {'port': 80, 'path': '/up',"
                + "'httpHeaders': [{'name': 'X-A', 'value': 'b'}]}, 'initialDelaySeconds': 50},"
                + "'readinessProbe': {'exec': {'command': ['/bin/echo', '-n', 'hello']}, 'successThreshold': 2}}}}");

        assertThat(web().probes().liveness())
                .contains(new Probe(
                        new Probe.HttpGet(80, "/up", Map.of("X-A", "b")),
                        Duration.ofSeconds(50),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        1,
                        3));
        assertThat(web().probes().readiness().map(Probe::check))
                .contains(new Probe.Exec(List.of("/bin/echo", "-n", "hello")));
        assertThat(web().probes().startup()).isEmpty();
        assertThat(web().rollout().timeoutPerBatch()).isEqualTo(Duration.ofSeconds(120));
        assertThat(DEV.get(path)
                        .json()
                        .get("healthcheck")
                        .get("web")
                        .get("livenessProbe")
                        .toString())
                .isEqualTo("{\"failureThreshold\":3,\"httpGet\":{\"httpHeaders\":[{\"name\":\"X-A\",\"value\":\"b\"}],"
                        + "\"path\":\"/up\",\"port\":80},\"initialDelaySeconds\":50,\"periodSeconds\":10,"
                        + "\"successThreshold\":1,\"timeoutSeconds\":1}");

        change("{'healthcheck': {'web': {'startupProbe': {'tcpSocket': {'port': 80}, 'initialDelaySeconds': 200}}}}");
        assertThat(web().rollout().timeoutPerBatch()).isEqualTo(Duration.ofSeconds(320));

        change("{'healthcheck': {'web': {'livenessProbe': null}}}");
        assertThat(web().probes().liveness()).isEmpty();
        assertThat(web().probes().readiness()).isPresent();

        // the newest reference client forgets the process type
        change("{'healthcheck': {'readinessProbe': null}}");
        assertThat(web().probes().readiness()).isEmpty();
    }

    @Test
    void a_lifecycle_and_a_grace_reach_the_engine() {
        change("{'lifecycle': {'web': {'stopSignal': 'SIGQUIT', 'preStop': {'sleep': {'seconds': 2}},"
                + "'postStart': {'exec': {'command': ['touch', '/x']}}}}, 'termination_grace_period': {'web': 7}}");

        assertThat(web().lifecycle())
                .isEqualTo(new Lifecycle(
                        "SIGQUIT",
                        Optional.of(new Lifecycle.Hook.Act(new Probe.Exec(List.of("touch", "/x")))),
                        Optional.of(new Lifecycle.Hook.Sleep(Duration.ofSeconds(2)))));
        assertThat(web().terminationGrace()).isEqualTo(Duration.ofSeconds(7));
        assertThat(DEV.get(path).json().get("termination_grace_period").toString())
                .isEqualTo("{\"web\":\"7\"}");
    }

    @Test
    void tags_must_be_labels_of_the_machine() {
        change("{'tags': {'web': {'environ': 'prod', 'example.com/disk': 'ssd'}}}");
        assertThat(DEV.get(path).json().get("tags").toString())
                .isEqualTo("{\"web\":{\"environ\":\"prod\",\"example.com/disk\":\"ssd\"}}");

        var answer = DEV.send("POST", path, "application/json", json("{'tags': {'web': {'environ': 'test'}}}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "No nodes matched the provided labels: environ=test, example.com/disk=ssd. This machine has:");
    }

    @Test
    void a_registrys_password_is_used_and_never_shown() {
        change("{'registry': {'web': {'username': 'me', 'password': 'canary-1'}}}");
        CONTROLLER.engine().image("registry.example.com/x:1", Map.of(), 80);

        assertThat(DEV.get(path).toString()).contains("\"username\":\"me\"").doesNotContain("canary-1");
        assertThat(DEV.with("User-Agent", "Drycc Client v1.10.2").get(path).toString())
                .doesNotContain("canary-1");
        var built = DEV.post("/v2/apps/" + app + "/build/", Map.of("image", "registry.example.com/x:1"));
        assertThat(built.status()).as(built.body()).isEqualTo(201);
        assertThat(CONTROLLER.engine().logins())
                .anySatisfy(login -> assertThat(login.password()).isEqualTo("canary-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'values': [{'name': 'A', 'value': '1', 'group': 'g', 'ptype': 'web'}]} | 400 | not both
            {'values': [{'name': 'A', 'value': '1', 'ptype': 'Web'}]} | 400 | a-z (lowercase)
            {'values': [{'name': 'A', 'value': '1', 'group': 'a/b'}]} | 400 | A group's name
            {'values': [{'name': 'A', 'value': null, 'group': 'web.env'}]} | 422 | A does not exist under values
            {'values_refs': {'web': ['no.env']}} | 400 | has no values
            {'values_refs': {'web': ['global']}} | 400 | every process type
            {'values_refs': {'web': 'a'}} | 400 | Expected
            {'values_refs': {'web': null}} | 422 | web does not exist under values_refs
            {'limits': {'web': 'std1.huge'}} | 400 | The limit plan std1.huge does not exist
            {'limits': {'web': 7}} | 400 | name of a plan
            {'limits': {'web': 'std1.large.c32m256'}} | 400 | this machine has
            {'limits': {'WEB': 'std1.large.c1m1'}} | 400 | is no process type
            {'limits': {'web': null}} | 422 | web does not exist under limits
            {'limits': 'web'} | 400 | Expected an object
            {'memory': {'web': 'lots'}} | 400 | Limit format
            {'memory': {'web': '1B'}} | 400 | from 6M
            {'memory': {'web': '999999999999G'}} | 400 | this machine has
            {'memory': {'web': '-1M'}} | 400 | Limit format
            {'cpu': {'web': 'one'}} | 400 | CPU limit format
            {'cpu': {'web': '0'}} | 400 | from 10m
            {'cpu': {'web': '99999'}} | 400 | this machine has
            {'termination_grace_period': {'web': -1}} | 400 | Termination Grace Period
            {'termination_grace_period': {'web': 'soon'}} | 400 | Termination Grace Period
            {'termination_grace_period': {'web': 86401}} | 400 | Termination Grace Period
            {'tags': {'web': {'a b': 'c'}}} | 400 | Tag keys must be
            {'tags': {'web': {'a/b/c': 'd'}}} | 400 | Tag keys must be
            {'tags': {'web': {'-x/b': 'd'}}} | 400 | DNS subdomains
            {'tags': {'web': {'a': ['b']}}} | 400 | Tag values must be
            {'tags': {'web': {'missing': null}}} | 422 | missing of web does not exist under tags
            {'registry': {'web': {'username': 'me'}}} | 400 | both
            {'registry': {'web': {'username': 'me', 'password': ''}}} | 400 | the password must be
            {'registry': {'web': {'token': 'x'}}} | 400 | username and a password
            {'healthcheck': {'web': {'deathProbe': {}}}} | 400 | a probe is one of
            {'healthcheck': {'web': {'livenessProbe': {}}}} | 400 | exactly one of
            {'healthcheck': {'web': {'livenessProbe': {'exec': {'command': []}}}}} | 400 | list of words
            {'healthcheck': {'web': {'livenessProbe': {'exec': {'command': 'ls'}}}}} | 400 | list of words
            {'healthcheck': {'web': {'livenessProbe': {'tcpSocket': {'port': 0}}}}} | 400 | from 1 to 65535
            {'healthcheck': {'web': {'livenessProbe': {'tcpSocket': {}}}}} | 400 | port is required
            {'healthcheck': {'web': {'livenessProbe': {'httpGet': {'port': 80, 'host': 'evil.test'}}}}} | 400 | leave host and scheme out
            {'healthcheck': {'web': {'livenessProbe': {'httpGet': {'port': 80, 'path': 'up'}}}}} | 400 | must begin with /
            {'healthcheck': {'web': {'livenessProbe': {'grpc': {'port': 80}}}}} | 400 | not on this engine
            {'healthcheck': {'web': {'livenessProbe': {'tcpSocket': {'port': 80}, 'successThreshold': 2}}}} | 400 | successThreshold must be 1
            {'healthcheck': {'web': {'livenessProbe': {'tcpSocket': {'port': 80}, 'periodSeconds': 0}}}} | 400 | from 1 to 86400
            {'healthcheck': {'web': {'livenessProbe': {'tcpSocket': {'port': 80}, 'periods': 1}}}} | 400 | unknown field periods
            {'healthcheck': {'web': {'livenessProbe': 'yes'}}} | 400 | expected an object
            {'healthcheck': {'web': {'livenessProbe': null}}} | 422 | livenessProbe of web does not exist
            {'lifecycle': {'web': {'stopSignal': 'TERM'}}} | 400 | must be one of
            {'lifecycle': {'web': {'preStop': {'sleep': {'seconds': -1}}}}} | 400 | from 0 to 86400
            {'lifecycle': {'web': {'preStop': {'sleep': {}, 'exec': {'command': ['a']}}}}} | 400 | exactly one of
            {'lifecycle': {'web': {'preStart': {}}}} | 400 | a lifecycle has
            {} | 400 | This field is required
            """)
    void what_cannot_be_is_refused_with_the_reason_and_nothing_changes(String body, int status, String words) {
        var answer = DEV.send("POST", path, "application/json", json(body));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.json().toString().replace("\\\"", "\"")).contains(words);
        assertThat(summaries()).hasSize(2);
    }

    private void change(String body) {
        var answer = DEV.send("POST", path, "application/json", json(body));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private Workload web() {
        return CONTROLLER.engine().running(app, "web").orElseThrow();
    }

    private List<String> summaries() {
        var summaries = new ArrayList<String>();
        DEV.get("/v2/apps/" + app + "/releases/")
                .json()
                .get("results")
                .forEach(release -> summaries.add(release.get("summary").asString()));
        return summaries;
    }
}
