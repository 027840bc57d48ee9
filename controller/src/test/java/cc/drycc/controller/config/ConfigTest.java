package cc.drycc.controller.config;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.RolloutFailed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConfigTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "config-" + NUMBER.incrementAndGet();
    private final String path = "/v2/apps/" + app + "/config/";

    ConfigTest() {
        assertThat(DEV.post("/v2/apps/", Map.of("id", app)).status()).isEqualTo(201);
    }

    @AfterEach
    void heal() {
        CONTROLLER.engine().heal();
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    @Test
    void values_are_set_changed_and_unset_each_by_a_release() {
        var first = set(Map.of("FOO", "1", "BAR", "baz"));
        var second = set(Map.of("FOO", "2", "NEW", "3"));
        var third = set(unset("BAR"));

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.header("X-Drycc-Release")).isEqualTo("2");
        assertThat(first.json().get("values").toString())
                .isEqualTo("{\"BAR\":\"baz\",\"DRYCC_APP\":\"" + app + "\",\"DRYCC_RELEASE\":\"v2\",\"FOO\":\"1\"}");
        assertThat(second.header("X-Drycc-Release")).isEqualTo("3");
        assertThat(third.status()).as(third.body()).isEqualTo(201);
        assertThat(values()).isEqualTo("{\"FOO\":\"2\",\"NEW\":\"3\"}");
        assertThat(summaries())
                .containsExactly(
                        "dev deleted BAR",
                        "dev added NEW, changed FOO",
                        "dev added BAR, FOO",
                        "dev created initial release");
        assertThat(DEV.get(path + "?version=v2").json().get("values").toString())
                .isEqualTo("{\"BAR\":\"baz\",\"FOO\":\"1\"}");
        assertThat(DEV.get(path + "?version=v99").status()).isEqualTo(404);
    }

    @Test
    void what_was_set_runs_when_the_answer_comes() {
        CONTROLLER.pushed(app);

        var answer = set(Map.of("POWERED_BY", "Drycc"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var web = CONTROLLER.engine().running(app, "web").orElseThrow();
        assertThat(web.env()).containsEntry("POWERED_BY", "Drycc").containsEntry("DRYCC_RELEASE", "v3");
        assertThat(DEV.get("/v2/apps/" + app + "/releases/v3/")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("succeed");
    }

    @Test
    void a_release_that_does_not_run_is_refused_with_the_reason_and_left_behind() {
        CONTROLLER.pushed(app);
        set(Map.of("GOOD", "1"));
        CONTROLLER.engine().onApply(workload -> {
            if (workload.env().containsKey("BAD")) {
                throw new RolloutFailed("web crashed at its start", List.of("canary-line"));
            }
        });

        var failed = set(Map.of("BAD", "canary-7f3a"));
        var next = set(Map.of("BETTER", "1"));

        assertThat(failed.status()).isEqualTo(400);
        assertThat(failed.json().get("detail").asString())
                .isEqualTo("v4 failed: web crashed at its start. The release before it serves on.");
        assertThat(failed.body()).doesNotContain("canary-7f3a");
        assertThat(DEV.get("/v2/apps/" + app + "/releases/v4")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("failed");
        assertThat(next.status()).as(next.body()).isEqualTo(201);
        assertThat(values()).isEqualTo("{\"BETTER\":\"1\",\"GOOD\":\"1\"}");
    }

    static Stream<Arguments> badValues() {
        return Stream.of(
                Arguments.of("E01 empty name", Map.of("", "x")),
                Arguments.of("E01 space", Map.of("A B", "x")),
                Arguments.of("E01 equals", Map.of("A=B", "x")),
                Arguments.of("E01 newline", Map.of("A\nB", "x")),
                Arguments.of("E01 NUL", Map.of("A\u0000", "x")),
                Arguments.of("E01 long", Map.of("A".repeat(300), "x")),
                Arguments.of("E01 accent", Map.of("\u00e9", "x")),
                Arguments.of("E04 NUL in value", Map.of("A", "a\u0000b")),
                Arguments.of("E04 200 KiB", Map.of("A", "x".repeat(200 * 1024))),
                Arguments.of("E05 port", Map.of("PORT", "abc")),
                Arguments.of("E05 port", Map.of("PORT", "0")),
                Arguments.of("E05 port", Map.of("PORT", "-1")),
                Arguments.of("E05 port", Map.of("PORT", "65536")),
                Arguments.of("E08 null", null),
                Arguments.of("E08 list", List.of("A")),
                Arguments.of("E08 string", "A=1"),
                Arguments.of("E08 nested", Map.of("A", Map.of("B", "c"))),
                Arguments.of("E08 list in value", Map.of("A", List.of("b"))),
                Arguments.of("E08 fraction", Map.of("A", 1.5)),
                Arguments.of("E10 app", Map.of("DRYCC_APP", "x")),
                Arguments.of("E10 release", Map.of("DRYCC_RELEASE", "x")),
                Arguments.of("E11 timeout", Map.of("DRYCC_DEPLOY_TIMEOUT", "0")),
                Arguments.of("E11 timeout", Map.of("DRYCC_DEPLOY_TIMEOUT", "-5")),
                Arguments.of("E11 timeout", Map.of("DRYCC_DEPLOY_TIMEOUT", "abc")),
                Arguments.of("E11 batches", Map.of("DRYCC_DEPLOY_BATCHES", "1000000000")),
                Arguments.of("E11 grace", Map.of("KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS", "-1")),
                Arguments.of("E11 pull policy", Map.of("IMAGE_PULL_POLICY", "Sometimes")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badValues")
    void a_bad_value_is_refused_and_nothing_changes(String row, Object values) {
        var body = new HashMap<String, Object>();
        body.put("values", values);

        var answer = DEV.post(path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().has("values")).as(answer.body()).isTrue();
        assertThat(summaries()).hasSize(1);
    }

    @Test
    void too_much_is_refused() {
        var large = new TreeMap<String, String>();
        for (int i = 0; i < 12; i++) {
            large.put("K" + i, "x".repeat(50 * 1024));
        }
        var many = IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(i -> "K" + i, i -> "x"));

        assertThat(set(large).status()).isEqualTo(413);
        assertThat(set(many).status()).isEqualTo(413);
        assertThat(DEV.post(path, "{\"values\":{\"A\":\"" + "x".repeat(2 << 20) + "\"}}")
                        .status())
                .isEqualTo(413);
        assertThat(summaries()).hasSize(1);
    }

    @Test
    void a_lone_surrogate_is_refused() {
        assertThat(DEV.post(path, "{\"values\":{\"A\":\"x\\ud800\"}}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(id)",
                "`id`",
                "${X}",
                "%s%n",
                "{{x}}",
                "\"quoted\" 'too'",
                "-----BEGIN KEY-----\nabc\n-----END KEY-----\n",
                "\ud83d\ude80 \u00e9\u4e16",
                "",
                " spaces ",
                "tab\tand\u001b[31mcolour"
            })
    void a_value_reaches_the_app_byte_for_byte(String value) {
        CONTROLLER.pushed(app);

        assertThat(set(Map.of("LITERAL", value)).status()).isEqualTo(201);

        assertThat(DEV.get(path).json().get("values").get("LITERAL").asString()).isEqualTo(value);
        assertThat(CONTROLLER.engine().running(app, "web").orElseThrow().env()).containsEntry("LITERAL", value);
    }

    @Test
    void whole_numbers_and_truths_become_text() {
        assertThat(DEV.post(path, "{\"values\":{\"PORT\":8000,\"DEBUG\":true}}").status())
                .isEqualTo(201);

        assertThat(values()).isEqualTo("{\"DEBUG\":\"true\",\"PORT\":\"8000\"}");
    }

    @Test
    void nothing_to_change_is_409_and_nothing_to_unset_422() {
        set(Map.of("A", "1"));

        assertThat(set(Map.of("A", "1")).toString())
                .as("E07 identical")
                .isEqualTo("409 {\"detail\":\"dev changed nothing - release stopped\"}");
        assertThat(set(Map.of()).status()).isEqualTo(409);
        assertThat(set(unset("MISSING")).toString())
                .as("E07 missing")
                .isEqualTo("422 {\"detail\":\"MISSING does not exist under values\"}");
        assertThat(summaries()).hasSize(2);
    }

    @Test
    void the_later_clients_shape_is_understood_and_answered() {
        var answer = DEV.post(path, Map.of("values", List.of(Map.of("name", "A", "value", "1", "group", "global"))));
        var asClient = DEV.with("User-Agent", "Drycc Client v1.10.2").get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().get("values").toString())
                .isEqualTo("[{\"name\":\"A\",\"value\":\"1\",\"group\":\"global\"}]");
        assertThat(asClient.json().get("values").toString())
                .isEqualTo(answer.json().get("values").toString());
        assertThat(values()).isEqualTo("{\"A\":\"1\"}");
    }

    @Test
    void without_merge_what_is_not_named_goes() {
        set(Map.of("A", "1", "B", "2"));

        var answer = DEV.post(path + "?merge=false", Map.of("values", Map.of("B", "3")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(values()).isEqualTo("{\"B\":\"3\"}");
        assertThat(DEV.post(path + "?merge=perhaps", Map.of("values", Map.of("B", "4")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void twenty_changes_at_once_make_twenty_releases_without_a_gap() throws Exception {
        CONTROLLER.pushed(app);
        var answers = new ArrayList<Api.Answer>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = IntStream.range(0, 20)
                    .<Callable<Api.Answer>>mapToObj(i -> () -> set(Map.of("KEY_" + i, "value")))
                    .toList();
            for (var change : people.invokeAll(changes)) {
                answers.add(change.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        var made = answers.stream()
                .filter(answer -> answer.status() == 201)
                .map(answer -> Integer.valueOf(answer.header("X-Drycc-Release")))
                .sorted()
                .toList();
        assertThat(made)
                .isEqualTo(IntStream.range(3, 3 + made.size()).boxed().toList())
                .isNotEmpty();
        assertThat(DEV.get(path).json().get("values").size()).isEqualTo(made.size());
        assertThat(CONTROLLER.engine().overlaps()).isZero();
    }

    @Test
    void the_database_holds_no_value_in_the_clear() {
        set(Map.of("SECRET", "canary-c0ffee"));

        var rows = CONTROLLER
                .database()
                .sql()
                .sql("select encode(sealed, 'escape') from configs union all select line from app_log "
                        + "union all select summary from releases")
                .query(String.class)
                .list();

        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains("canary-c0ffee"));
    }

    private Api.Answer set(Map<?, ?> values) {
        return DEV.post(path, Map.of("values", values));
    }

    private static Map<String, String> unset(String... names) {
        var values = new HashMap<String, String>();
        Arrays.stream(names).forEach(name -> values.put(name, null));
        return values;
    }

    private String values() {
        return DEV.get(path).json().get("values").toString();
    }

    private List<String> summaries() {
        var results = DEV.get("/v2/apps/" + app + "/releases/").json().get("results");
        return results.valueStream()
                .map(release -> release.get("summary").asString())
                .toList();
    }
}
