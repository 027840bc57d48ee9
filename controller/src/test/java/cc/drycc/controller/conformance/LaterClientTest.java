package cc.drycc.controller.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the unmodified reference command line sends and reads where that differs from the REST reference. */
@Timeout(60)
class LaterClientTest {

    private static final TestController CONTROLLER = TestController.start(Map.of("REGISTRATION_MODE", "enabled"));
    private static final String AGENT = "Drycc Client v1.10.2";
    private static final Api DEV = CONTROLLER.register("dev");
    private static final Api CLIENT = DEV.with("User-Agent", AGENT);

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private static String app(String name) {
        assertThat(DEV.post("/v2/apps/", Map.of("id", name)).status()).isEqualTo(201);
        return "/v2/apps/" + name;
    }

    @Test
    void a_wrong_password_is_told_from_a_wrong_token() {
        var wrong = Map.of("username", "dev", "password", "wrong");

        var later = CONTROLLER.anonymous().with("User-Agent", AGENT).post("/v2/auth/login/", wrong);

        assertThat(later.toString())
                .isEqualTo("400 {\"non_field_errors\":[\"Unable to log in with provided credentials.\"]}");
        assertThat(CONTROLLER.anonymous().post("/v2/auth/login/", wrong).status())
                .isEqualTo(401);
    }

    @Test
    void the_login_page_is_where_the_client_reached_us() {
        var asked = CONTROLLER.anonymous().with("User-Agent", AGENT).with("X-Forwarded-Proto", "https");

        var answer = asked.post("/v2/auth/login/", "{}");

        assertThat(answer.header("Location"))
                .matches("https://127\\.0\\.0\\.1:[0-9]+/v2/login/drycc/\\?key=[0-9a-f]{32}");
    }

    @Test
    void the_first_domain_is_where_the_app_is_opened() {
        var domains = app("opened") + "/domains/";
        assertThat(DEV.post(domains, Map.of("domain", "a.example.com")).status())
                .isEqualTo(201);

        var first = CLIENT.get(domains + "?limit=1");
        var shown = first.json().at("/results/0/domain").asString();

        assertThat(first.json().get("count").asInt()).isEqualTo(2);
        assertThat(shown)
                .isEqualTo(DEV.get("/v2/apps/opened/").json().get("url").asString());
        assertThat(first.json().at("/results/0/ptype").asString()).isEqualTo("web");
        assertThat(first.json().at("/results/0/owner").asString()).isEqualTo("dev");
        assertThat(DEV.get(domains).json().get("count").asInt()).isEqualTo(1);
        assertThat(CLIENT.delete(domains + shown).toString())
                .startsWith("400 {\"domain\":[\"" + shown + " is the platform's name for the app");
    }

    @Test
    void a_probe_is_unset_without_saying_whose_while_one_type_has_it() {
        var config = app("probed") + "/config/?merge=true";
        var probe = Map.of("tcpSocket", Map.of("port", 5000));
        var unset = "{\"healthcheck\": {\"livenessProbe\": {\"livenessProbe\": null}}}";
        set(config, "worker", probe);

        assertThat(send(config, unset).status()).isEqualTo(201);
        assertThat(healthcheck(config)).isEqualTo("{}");
        assertThat(send(config, unset).toString())
                .isEqualTo("422 {\"detail\":\"livenessProbe does not exist under healthcheck\"}");

        set(config, "worker", probe);
        set(config, "web", probe);
        assertThat(send(config, unset).toString())
                .startsWith("400 {\"healthcheck\":[\"livenessProbe is set for web and worker, and this client");
        assertThat(healthcheck(config)).contains("web", "worker");
    }

    private static void set(String config, String type, Object probe) {
        var set = CLIENT.post(config, Map.of("healthcheck", Map.of(type, Map.of("livenessProbe", probe))));
        assertThat(set.status()).as(set.toString()).isEqualTo(201);
    }

    private static Api.Answer send(String config, String body) {
        return CLIENT.send("POST", config, "application/json", body);
    }

    private static String healthcheck(String config) {
        return CLIENT.get(config).json().get("healthcheck").toString();
    }

    @Test
    void a_key_somebody_has_is_named_as_the_client_expects() {
        var key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEz0Gb3ajqzG1oSoMO+PdHjMvT3p/ZvHxN2mYMfQYkDe a@b";
        assertThat(CLIENT.post("/v2/keys/", Map.of("id", "one", "public", key)).status())
                .isEqualTo(201);

        assertThat(CLIENT.post("/v2/keys/", Map.of("id", "two", "public", key)).toString())
                .isEqualTo("400 {\"key\":[\"Public Key is already in use\"]}");
        assertThat(DEV.post("/v2/keys/", Map.of("id", "two", "public", key)).toString())
                .isEqualTo("400 {\"public\":[\"Public Key is already in use\"]}");
    }

    @Test
    void a_name_that_is_only_too_short_is_not_told_to_use_letters() {
        assertThat(CLIENT.post("/v2/apps/", Map.of("id", "ab")).json().get("id").toString())
                .contains("5 to 63 characters")
                .doesNotContain("\"App name can only contain");
        assertThat(CLIENT.post("/v2/apps/", Map.of("id", "Bad_Name"))
                        .json()
                        .get("id")
                        .toString())
                .contains("\"App name can only contain a-z (lowercase), 0-9 and hyphens\"");
    }

    @Test
    void what_this_platform_does_not_have_is_named() {
        assertThat(CLIENT.get(app("plain") + "/volumes/").toString())
                .isEqualTo("404 {\"detail\":\"This platform has nothing at /v2/apps/plain/volumes.\"}");
    }
}
