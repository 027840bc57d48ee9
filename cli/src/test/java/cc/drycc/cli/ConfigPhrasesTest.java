package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.ConfigInfo;
import cc.drycc.api.ConfigValue;
import cc.drycc.api.DomainInfo;
import cc.drycc.api.LimitPlan;
import cc.drycc.api.LimitSpec;
import cc.drycc.api.ListedConfig;
import cc.drycc.api.Results;
import cc.drycc.cli.CannedController.Reply;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an app has by group and process type: what is said (seed 5.6, 5.13) and what the controller is asked. */
class ConfigPhrasesTest extends LoggedIn {

    private static final Instant TIME = Instant.parse("2023-12-08T10:25:00Z");
    private static final UUID ID = UUID.fromString("afd84067-29e9-4a5f-9f3a-60d91e938812");
    private static final String CONFIG = "GET /v2/apps/hello/config/?values=list";
    private static final String CHANGE = "POST /v2/apps/hello/config/";
    private static final Map<String, Object> PROBE = Map.of(
            "httpGet",
            Map.of("port", 80, "path", "/welcome", "httpHeaders", List.of(Map.of("name", "X-A", "value", "b"))),
            "initialDelaySeconds",
            50,
            "timeoutSeconds",
            50,
            "periodSeconds",
            10,
            "successThreshold",
            1,
            "failureThreshold",
            3);

    private void refuses(String words, String... line) {
        var said = desk.drycc(line);
        assertThat(said.exitCode()).as(said.toString()).isNotZero();
        assertThat(said.toString()).contains(words);
    }

    private static String with(String section, Object entries) {
        var none = Map.<String, Object>of();
        var sections = new HashMap<String, Map<String, Object>>();
        sections.put(section, Map.of("web", entries));
        return Wire.json(new ConfigInfo(
                ID,
                "dev",
                "hello",
                Map.of(),
                sections.getOrDefault("memory", none),
                sections.getOrDefault("cpu", none),
                sections.getOrDefault("tags", none),
                sections.getOrDefault("healthcheck", none),
                none,
                sections.getOrDefault("limits", none),
                sections.getOrDefault("termination_grace_period", none),
                sections.getOrDefault("lifecycle", none),
                sections.getOrDefault("registry", none),
                TIME,
                TIME));
    }

    private static String values(Map<String, Object> refs, ConfigValue... values) {
        var none = Map.<String, Object>of();
        return Wire.json(new ListedConfig(
                ID, "dev", "hello", List.of(values), refs, none, none, none, none, none, none, none, none, TIME, TIME));
    }

    private static Reply released(String body, String version) {
        return new Reply(201, body, Map.of("X-Drycc-Release", version));
    }

    @Test
    void values_of_groups_and_process_types_have_headings_of_their_own() {
        controller.on(
                CONFIG,
                values(
                        Map.of("web", List.of("web.env")),
                        new ConfigValue.OfGroup("A", "1", "global"),
                        new ConfigValue.OfGroup("B", "2", "web.env"),
                        new ConfigValue.OfType("C", "3", "web")));

        says("""
                === hello
                A: 1
                === hello group web.env
                B: 2
                === hello ptype web (attached: web.env)
                C: 3
                """, "config", "-a", "hello");
        says("=== hello group web.env\nB: 2\n", "config", "info", "-g", "web.env", "-a", "hello");
        says("=== hello ptype web (attached: web.env)\nC: 3\n", "config", "-p", "web", "-a", "hello");
        assertThat(controller.lastAsked().toString()).contains("values=list");
        refuses("not both", "config", "-p", "web", "-g", "web.env", "-a", "hello");
    }

    @Test
    void values_are_set_and_unset_where_they_belong() {
        controller.on(CHANGE, released(values(Map.of(), new ConfigValue.OfType("FOO", "1", "web")), "4"));

        says(
                "Creating config... done, v4\n=== hello ptype web\nFOO: 1\n",
                "config",
                "set",
                "FOO=1",
                "--ptype=web",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body())
                .isEqualTo("{\"values\":[{\"name\":\"FOO\",\"value\":\"1\",\"ptype\":\"web\"}]}");
        desk.drycc("config", "unset", "FOO", "--group=web.env", "-a", "hello");
        assertThat(controller.lastAsked().body())
                .isEqualTo("{\"values\":[{\"name\":\"FOO\",\"value\":null,\"group\":\"web.env\"}]}");
        refuses("leave --version out", "config", "set", "FOO=1", "-v", "3", "-a", "hello");
    }

    @Test
    void groups_are_attached_and_detached() {
        controller
                .on(CHANGE, released(values(Map.of()), "5"))
                .on("DELETE /v2/apps/hello/config/", new Reply(204, "", Map.of("X-Drycc-Release", "6")));

        says("Attach config... done, v5\n", "config", "attach", "web", "web.env", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"values_refs\":{\"web\":[\"web.env\"]}}");
        says("Detach config... done, v6\n", "config", "detach", "web", "web.env", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"values_refs\":{\"web\":[\"web.env\"]}}");
    }

    @Test
    void healthchecks_are_set_as_the_guide_says() {
        controller.on(CHANGE, released(with("healthcheck", Map.of("livenessProbe", PROBE)), "4"));

        says(
                """
                Applying livenessProbe healthcheck... done
                App:        hello
                UUID:       afd84067-29e9-4a5f-9f3a-60d91e938812
                Owner:      dev
                Created:    2023-12-08T10:25:00Z
                Updated:    2023-12-08T10:25:00Z
                Healthchecks:
                livenessProbe web http-get headers=[X-A=b] path=/welcome port=80 delay=50s timeout=50s period=10s #success=1 #failure=3
                """,
                "healthchecks",
                "set",
                "livenessProbe",
                "httpGet",
                "80",
                "--path",
                "/welcome",
                "--headers",
                "X-A:b",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body())
                .isEqualTo(
                        "{\"healthcheck\":{\"web\":{\"livenessProbe\":{\"httpGet\":{\"port\":80,\"path\":\"/welcome\","
                                + "\"httpHeaders\":[{\"name\":\"X-A\",\"value\":\"b\"}]},\"initialDelaySeconds\":50,"
                                + "\"timeoutSeconds\":50,\"periodSeconds\":10,\"successThreshold\":1,\"failureThreshold\":3}}}}");

        desk.drycc(
                "healthchecks",
                "set",
                "readinessProbe",
                "exec",
                "-a",
                "hello",
                "--",
                "/bin/echo",
                "-n",
                "hello",
                "--ptype",
                "worker");
        assertThat(controller.lastAsked().body())
                .startsWith("{\"healthcheck\":{\"worker\":{\"readinessProbe\":{\"exec\":{\"command\":"
                        + "[\"/bin/echo\",\"-n\",\"hello\"]}");
        desk.drycc("healthchecks", "unset", "livenessProbe", "-p", "worker", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"healthcheck\":{\"worker\":{\"livenessProbe\":null}}}");
    }

    @Test
    void limits_are_set_and_plans_listed() {
        var spec = new LimitSpec(
                "std1",
                Map.of("name", "Universal CPU"),
                Map.of(),
                Map.of("gpu", Map.of("name", "Integrated GPU", "memory", Map.of("size", "shared"))),
                List.of(),
                false);
        var plans = Wire.json(new Results<>(1, List.of(new LimitPlan("std1.large.c1m1", spec, 1, 1, Map.of(), false))));
        controller
                .on(CHANGE, released(with("limits", "std1.large.c1m1"), "4"))
                .on("GET /v2/limits/plans/?limit=1000", plans)
                .on("GET /v2/limits/plans/?spec-id=&cpu=&memory=", plans);

        says("""
                ID                 SPEC    CPU              VCPUS    MEMORY    FEATURES
                std1.large.c1m1    std1    Universal CPU    1        1 GiB     Integrated GPU shared
                """, "limits", "plans");
        says("""
                Applying limits... done
                PTYPE    PLAN               VCPUS    MEMORY    FEATURES
                web      std1.large.c1m1    1        1 GiB     Integrated GPU shared
                """, "limits", "set", "web=std1.large.c1m1", "-a", "hello");
    }

    @Test
    void tags_timeouts_registries_and_lifecycles() {
        controller.on(CHANGE, released(with("tags", Map.of("environ", "prod")), "4"));
        says(
                "Applying tags... done, v4\nPTYPE    KEY        VALUE\nweb      environ    prod\n",
                "tags",
                "set",
                "web",
                "environ=prod",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"tags\":{\"web\":{\"environ\":\"prod\"}}}");

        controller.on(CHANGE, released(with("termination_grace_period", "60"), "5"));
        says("Applying timeouts... done\nPTYPE    TIMEOUT\nweb      60\n", "timeouts", "set", "web=60", "-a", "hello");

        controller.on(CHANGE, released(with("registry", Map.of("username", "me", "password", "********")), "6"));
        says(
                "Applying registry information... done\nPTYPE    USERNAME    PASSWORD\nweb      me          ********\n",
                "registry",
                "set",
                "me",
                "secret",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body())
                .isEqualTo("{\"registry\":{\"web\":{\"username\":\"me\",\"password\":\"secret\"}}}");

        controller.on(
                CHANGE, released(with("lifecycle", Map.of("preStop", Map.of("sleep", Map.of("seconds", 5)))), "7"));
        assertThat(desk.drycc("lifecycles", "set", "preStop", "sleep", "5", "-a", "hello")
                        .out())
                .startsWith("Applying preStop lifecycle... done\n")
                .endsWith("Lifecycles:\npreStop web sleep 5s\n");
    }

    @Test
    void domains_are_listed_added_and_removed() {
        var domain = new DomainInfo("hello", "dev", "www.example.com", "web", TIME, TIME);
        controller
                .on("GET /v2/apps/hello/domains/", Wire.json(new Results<>(1, List.of(domain))))
                .on("POST /v2/apps/hello/domains/", Wire.json(domain))
                .on("DELETE /v2/apps/hello/domains/www.example.com", new Reply(204, "", Map.of()));

        says("""
                APP      OWNER    PTYPE    CREATED                 UPDATED                 DOMAIN
                hello    dev      web      2023-12-08T10:25:00Z    2023-12-08T10:25:00Z    www.example.com
                """, "domains", "-a", "hello");
        says(
                "Adding www.example.com to hello... done\n",
                "domains",
                "add",
                "www.example.com",
                "--ptype=web",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"domain\":\"www.example.com\",\"ptype\":\"web\"}");
        says("Removing www.example.com from hello... done\n", "domains", "remove", "www.example.com", "-a", "hello");
    }

    @ParameterizedTest
    @CsvSource({
        "healthchecks set deathProbe httpGet 80, there is no probe deathProbe",
        "healthchecks set livenessProbe ftp 80, there is no action ftp",
        "healthchecks set livenessProbe httpGet, takes a port",
        "healthchecks set livenessProbe httpGet 80 --headers x, NAME:VALUE",
        "healthchecks set livenessProbe exec, which command",
        "lifecycles set preStart sleep 5, there is no handler preStart",
        "lifecycles set preStop sleep soon, number of seconds",
        "limits set web, ptype=plan",
        "timeouts set web=soon, number of seconds",
        "tags set web, give tags to set",
        "tags set web x=y -v 3, leave --version out",
    })
    void what_cannot_be_is_refused_before_anybody_is_asked(String line, String words) {
        refuses(words, (line + " -a hello").split(" "));
        assertThat(controller.asked()).isEmpty();
    }
}
