package cc.drycc.controller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SettingsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "settings-" + NUMBER.incrementAndGet();
    private final String settings = "/v2/apps/" + app + "/settings/";
    private final String allowlist = "/v2/apps/" + app + "/allowlist/";

    @BeforeEach
    void makeApp() {
        DEV.post("/v2/apps/", Map.of("id", app));
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void a_new_app_is_routed_deployed_and_put_back_by_itself() {
        var answer = DEV.get(settings);

        assertThat(answer.status()).isEqualTo(200);
        var body = answer.json();
        assertThat(body.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "uuid",
                        "owner",
                        "app",
                        "routable",
                        "autodeploy",
                        "autorollback",
                        "allowlist",
                        "autoscale",
                        "label",
                        "created",
                        "updated");
        assertThat(body.get("routable").asBoolean()).isTrue();
        assertThat(body.get("autodeploy").asBoolean()).isTrue();
        assertThat(body.get("autorollback").asBoolean()).isTrue();
        assertThat(body.get("allowlist")).isEmpty();
        assertThat(body.get("autoscale")).isEmpty();
        assertThat(body.get("owner").asString()).isEqualTo("dev");
    }

    @Test
    void what_is_named_changes_and_the_rest_stays() {
        var before = DEV.get(settings).json();
        var changed = DEV.post(settings, Map.of("routable", false, "label", Map.of("team", "frontend")));

        assertThat(changed.status()).as(changed.body()).isEqualTo(201);
        DEV.post(
                settings, "{\"label\": {\"git_repo\": \"https://github.com/drycc/controller\"}, \"autodeploy\": null}");
        var after = DEV.get(settings).json();
        assertThat(after.get("routable").asBoolean()).isFalse();
        assertThat(after.get("autodeploy").asBoolean()).isTrue();
        assertThat(after.at("/label/team").asString()).isEqualTo("frontend");
        assertThat(after.at("/label/git_repo").asString()).isEqualTo("https://github.com/drycc/controller");
        assertThat(after.get("uuid")).isEqualTo(before.get("uuid"));
        assertThat(DEV.get("/v2/apps/" + app + "/logs/").body()).contains("dev changed label, routable");
    }

    @Test
    void null_takes_away_and_what_is_not_there_is_422() {
        DEV.post(settings, Map.of("autoscale", Map.of("web", Map.of("min", 1, "max", 5, "cpu_percent", 45))));
        assertThat(DEV.get(settings).json().at("/autoscale/web"))
                .isEqualTo(JsonMapper.shared().readTree("{\"min\": 1, \"max\": 5, \"cpu_percent\": 45}"));

        assertThat(DEV.post(settings, "{\"autoscale\": {\"web\": null}}").status())
                .isEqualTo(201);
        var again = DEV.post(settings, "{\"autoscale\": {\"web\": null}}");

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.json().get("detail").asString()).isEqualTo("web does not exist under autoscale");
        assertThat(DEV.post(settings, "{\"label\": {\"no\": null}}").status()).isEqualTo(422);
    }

    @Test
    void nothing_new_is_409() {
        for (var body : List.of("{}", "{\"routable\": true}", "{\"label\": {}}", "{\"allowlist\": []}")) {
            var answer = DEV.post(settings, body);
            assertThat(answer.status()).as(body).isEqualTo(409);
            assertThat(answer.json().get("detail").asString()).isEqualTo("dev changed nothing");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routable | {'routable': 'yes'}",
                "routable | {'routable': 1}",
                "autodeploy | {'autodeploy': {}}",
                "autorollback | {'autorollback': []}",
                "allowlist | {'allowlist': {}}",
                "allowlist | {'allowlist': ['10.0.0.1/8']}",
                "allowlist | {'allowlist': ['example.com']}",
                "allowlist | {'allowlist': [7]}",
                "autoscale | {'autoscale': []}",
                "autoscale | {'autoscale': 'no json'}",
                "autoscale | {'autoscale': {'web': 3}}",
                "autoscale | {'autoscale': {'web': {'min': 1, 'max': 2}}}",
                "autoscale | {'autoscale': {'web': {'min': 3, 'max': 2, 'cpu_percent': 50}}}",
                "autoscale | {'autoscale': {'web': {'min': 0, 'max': 2, 'cpu_percent': 50}}}",
                "autoscale | {'autoscale': {'web': {'min': 1, 'max': 2, 'cpu_percent': 0}}}",
                "autoscale | {'autoscale': {'web': {'min': '1', 'max': 2, 'cpu_percent': 50}}}",
                "autoscale | {'autoscale': {'web': {'min': 1.5, 'max': 2, 'cpu_percent': 50}}}",
                "autoscale | {'autoscale': {'web': {'min': 1, 'max': 99999999999, 'cpu_percent': 50}}}",
                "autoscale | {'autoscale': {'run': {'min': 1, 'max': 2, 'cpu_percent': 50}}}",
                "autoscale | {'autoscale': {'We b': {'min': 1, 'max': 2, 'cpu_percent': 50}}}",
                "label | {'label': {'': 'x'}}",
                "label | {'label': {'a b': 'x'}}",
                "label | {'label': {'-a': 'x'}}",
                "label | {'label': {'a': 'x\\n'}}",
                "label | {'label': {'a': {}}}",
                "label | {'label': 7}",
            })
    void a_wrong_value_is_refused_by_its_field(String field, String body) {
        var answer = DEV.post(settings, body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get(field)).as(answer.body()).isNotEmpty();
    }

    @Test
    void a_map_may_come_as_a_string() {
        DEV.post(settings, Map.of("label", "{\"team\": \"backend\"}"));
        assertThat(DEV.get(settings).json().at("/label/team").asString()).isEqualTo("backend");
    }

    @Test
    void the_allowlist_grows_and_shrinks() {
        var added = DEV.post(allowlist, Map.of("addresses", List.of("192.0.2.7", "10.0.0.0/8")));
        assertThat(added.status()).isEqualTo(201);
        DEV.post(allowlist, Map.of("addresses", "2001:db8::/32,192.0.2.7"));
        assertThat(DEV.get(allowlist).json().get("addresses").valueStream().map(each -> each.asString()))
                .containsExactly("192.0.2.7", "10.0.0.0/8", "2001:db8:0:0:0:0:0:0/32");
        assertThat(DEV.get(settings).json().get("allowlist")).hasSize(3);

        var removed = DEV.send("DELETE", allowlist, "application/json", "{\"addresses\": [\"10.0.0.0/8\"]}");
        assertThat(removed.status()).as(removed.body()).isEqualTo(204);
        assertThat(DEV.send("DELETE", allowlist, "application/json", "{\"addresses\": [\"10.0.0.0/8\"]}")
                        .status())
                .isEqualTo(422);
        assertThat(DEV.post(allowlist, Map.of("addresses", "192.0.2.7")).status())
                .isEqualTo(409);
        assertThat(DEV.post(allowlist, Map.of()).json().has("addresses")).isTrue();
        assertThat(DEV.get(allowlist).json().get("addresses")).hasSize(2);
    }
}
