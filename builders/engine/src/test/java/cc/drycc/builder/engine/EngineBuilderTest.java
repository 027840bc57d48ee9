package cc.drycc.builder.engine;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cc.drycc.engine.BuildFailed;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilderFactory;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the builder lets pass to the engine, and with which orders (bad-inputs D01, D03, D05, D06, D08, D12, D14). */
class EngineBuilderTest {

    private static final Map<String, String> OTHER_APP = Map.of("cc.drycc.app", "other", "cc.drycc.platform", "test");

    @TempDir
    Path work;

    private final Store store = new Store();
    private final List<String> lines = new ArrayList<>();

    @Test
    void orders_the_build_with_labels_limits_and_cache() throws Exception {
        store.exposed = Set.of(8080);

        var image = build(request().dockerfile("FROM scratch\n").file(".dockerignore", "*.md\n"));

        assertThat(image.port()).hasValue(8080);
        assertThat(image.dockerfile()).isEqualTo("FROM scratch\n");
        assertThat(image.image()).hasToString("drycc-test/hello:git-060da68f");
        assertThat(lines.getFirst()).isEqualTo("-----> Building Docker image");
        var order = store.builds.getFirst();
        assertThat(order.labels()).isEqualTo(Requests.LABELS);
        assertThat(order.excludes()).containsExactly("*.md");
        assertThat(order.dockerfile()).isEqualTo("Dockerfile");
        assertThat(order.noCache()).isFalse();
        assertThat(order.buildArgs()).isEmpty();
        assertThat(order.timeout()).isEqualTo(BuildLimits.DEFAULT.time());
        assertThat(order.maxLogBytes()).isEqualTo(16L << 20);
        assertThat(order.resources().pids()).isEqualTo(1024);
    }

    @Test
    void config_becomes_build_args_only_when_switched_on() throws Exception {
        build(request().dockerfile("FROM scratch").config(Map.of("CANARY", "x")));
        build(request()
                .dockerfile("FROM scratch")
                .buildArgs(Map.of("CANARY", "x"))
                .withoutCache());

        assertThat(store.builds.get(0).buildArgs()).as("D14").isEmpty();
        assertThat(store.builds.get(1).buildArgs()).containsEntry("CANARY", "x");
        assertThat(store.builds.get(1).noCache()).isTrue();
    }

    @Test
    void a_missing_or_unreadable_dockerfile_is_told() {
        assertRefused(request().file("x", "x")).hasMessageContaining("no Dockerfile");
        assertThatThrownBy(() -> build(request().file("Dockerfile", "FROM scratch".getBytes(UTF_16))))
                .as("D01 UTF-16")
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> build(request().dockerfile("FROM scratch\nRUN \0")))
                .as("D01 NUL")
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("Dockerfile line 2");
    }

    @Test
    void a_million_lines_are_too_many() {
        assertThatThrownBy(() -> build(request().dockerfile("FROM scratch\nRUN a \\\n" + " b \\\n".repeat(1_000_000))))
                .as("D13 10^6 lines")
                .isInstanceOf(SourceRefused.class)
                .hasMessageContaining("larger than 64 KiB");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "D05 | RUN --security=insecure id",
                "D05 | RUN --network=host id",
                "D05 | RUN --network host",
                "D05 | RUN --device=/dev/kvm id",
                "D05 | ONBUILD RUN --security=insecure id",
                "D05 | ONBUILD FROM x",
                "D06 | RUN --mount=type=ssh id",
                "D06 | RUN --mount=type=secret,id=npm id",
                "D06 | RUN --mount=type=cache,target=/c id",
                "D06 | RUN --mount=type=bind,source=/etc,target=/x id",
                "D06 | RUN --mount=source=../x,target=/x id",
                "D06 | RUN --mount=type=bind,src=a/../../x,target=/x id",
                "D06 | RUN --mount=TYPE=ssh id",
                "D06 | RUN --mount=type=$T id",
                "D03 | EXPOSE 70000",
                "D03 | EXPOSE 0",
                "D03 | EXPOSE abc",
                "D03 | EXPOSE 90-80",
                "D03 | EXPOSE 80/icmp",
                "D08 | ADD http://127.0.0.1:8080/v2/ /x",
                "D08 | ADD HTTP://127.0.0.1/ /x",
                "D08 | ADD https://example.com/a.tar.gz /x",
                "D08 | ADD --chown=1 http://169.254.169.254/latest /x",
                "D08 | ADD [\"http://127.0.0.1/\", \"/x\"]",
                "D08 | ADD [\"\\u0068ttp://127.0.0.1/\", \"/x\"]",
                "D08 | ADD a http://127.0.0.1/ /x",
                "D08 | ADD git@localhost:x.git /x",
                "D08 | ADD git://127.0.0.1/x.git /x",
                "D08 | ADD $A /x",
                "D08 | ADD h$A /x",
                "D08 | ADD http:${A} /x",
                "D08 | ADD \"ht\"tp://127.0.0.1/ /x",
                "D08 | ADD h\\ttp://127.0.0.1/ /x",
                "D08 | ONBUILD ADD http://127.0.0.1/ /x"
            })
    void a_dockerfile_that_asks_for_too_much_is_refused_with_its_line(String row, String line) {
        assertRefused(request().dockerfile("FROM scratch\n" + line))
                .as(row)
                .hasMessageStartingWith("Dockerfile line 2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN --mount=type=bind,source=pkg,target=/x id",
                "RUN --mount=type=tmpfs,target=/x id",
                "RUN --mount=type=bind,from=base,source=/x,target=/x id",
                "COPY --from=base /a /b",
                "COPY --from=0 /a /b",
                "COPY --from=busybox:latest /a /b",
                "COPY --chown=$USER:1 a b",
                "COPY http/x /y",
                "ADD . /go/src/github.com/drycc/helloworld",
                "ADD ./$FILE app-$VERSION.tar.gz /x",
                "ADD [\"a b\", \"/x\"]",
                "ADD src/http://x /y",
                "FROM base",
                "FROM docker:24-dind",
                "FROM registry.drycc.cc/drycc-addons/python:3",
                "FROM drycc/base:latest",
                "FROM drycc-test/hello:git-11111111",
                "FROM localhost:5000/team/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void honest_lines_pass(String line) throws Exception {
        // the source= of a stage's mount is a path in that stage, and absolute ones are asked for without the slash
        String text = line.replace("source=/x", "source=x");

        build(request().dockerfile("FROM busybox AS base\n" + text));

        assertThat(store.builds).hasSize(1);
    }

    static Stream<Arguments> foreignImages() {
        return Stream.of(
                arguments("FROM drycc-test/other", "unauthorized"),
                arguments("FROM drycc-test/other:git-12345678", "unauthorized"),
                arguments("FROM docker.io/drycc-test/other:git-12345678", "unauthorized"),
                arguments("FROM localhost/drycc-test/other:git-12345678", "unauthorized"),
                arguments("FROM drycc-test/hello-2", "unauthorized"),
                arguments("FROM --platform=linux/amd64 drycc-test/other AS x", "unauthorized"),
                arguments("FROM shared:latest", "unauthorized"),
                arguments("FROM scratch\nCOPY --from=drycc-test/other / /", "unauthorized"),
                arguments("FROM scratch\nCOPY --from=base --from=drycc-test/other / /", "unauthorized"),
                arguments("FROM scratch\nADD --from=drycc-test/other / /", "unauthorized"),
                arguments("FROM scratch\nCOPY \\\n --from=drycc-test/other / /", "unauthorized"),
                arguments("FROM scratch\nRUN --mount=from=drycc-test/other,target=/x id", "unauthorized"),
                arguments("FROM scratch\nRUN --mount=type=bind,from=shared:latest,target=/x id", "unauthorized"),
                arguments("FROM scratch\nONBUILD COPY --from=drycc-test/other / /", "unauthorized"),
                arguments("ARG B=drycc-test/other\nFROM $B", "unauthorized"),
                arguments("ARG B=\"other\"\nFROM drycc-test/${B}:git-1", "unauthorized"),
                arguments("ARG A=drycc-test\nARG B=$A/other\nFROM ${B}", "unauthorized"),
                arguments("FROM ${NONE:-drycc-test/other}", "unauthorized"),
                arguments("ARG GIVEN=busybox\nFROM $GIVEN", "unauthorized"),
                arguments("ARG GIVEN\nFROM $GIVEN", "unauthorized"),
                arguments("FROM 60024338bc63", "by name and tag only"),
                arguments("FROM ab", "by name and tag only"),
                arguments("FROM sha256:ab", "by name and tag only"),
                arguments("FROM scratch\nCOPY --from=7 / /", "by name and tag only"),
                arguments("FROM containers-storage:60024338bc63", "by name and tag only"),
                arguments("FROM oci:etc", "by name and tag only"),
                arguments("FROM docker-archive:/etc/x.tar", "no image reference"),
                arguments("FROM \"drycc-test/other\"", "no image reference"),
                arguments("FROM drycc-test/oth\\er", "no image reference"),
                arguments("FROM scratch\nCOPY --from=$B / /", "no image reference"),
                arguments("ARG B=a\nFROM ${B#x}", "only $NAME"),
                arguments("ARG B=a\nFROM ${B:+drycc-test/other}", "only $NAME"),
                arguments("FROM $NOTHING", "has no value"),
                arguments("ARG B=a\nFROM scratch\nARG B=drycc-test/other\nFROM $B", "set again"),
                arguments("ARG B=a\nFROM scratch\nENV B drycc-test/other\nFROM $B", "set again"),
                arguments("ARG B=a\nARG B=drycc-test/other\nFROM $B", "set again"),
                arguments("FROM busybox AS drycc-test/other\nFROM drycc-test/other", "a stage name has"),
                arguments("FROM", "FROM needs one image"),
                arguments("FROM busybox b", "FROM needs one image"));
    }

    @ParameterizedTest(name = "D12 {0}")
    @MethodSource("foreignImages")
    void nothing_is_taken_from_another_apps_image(String dockerfile, String reason) {
        store.with("shared:latest", OTHER_APP);

        assertRefused(request().dockerfile(dockerfile).buildArgs(Map.of("GIVEN", "drycc-test/other")))
                .hasMessageContaining(reason)
                .hasMessageStartingWith("Dockerfile line ");
        assertThat(store.builds).isEmpty();
    }

    @Test
    void the_same_app_of_another_platform_is_another_app() {
        store.with("shared:latest", Map.of("cc.drycc.app", "hello", "cc.drycc.platform", "second"));

        assertRefused(request().dockerfile("FROM shared:latest")).hasMessageContaining("unauthorized");
    }

    @Test
    void an_app_may_build_on_its_own_image() throws Exception {
        store.with("base:1", Requests.LABELS);

        build(request().dockerfile("FROM base:1"));

        assertThat(store.builds).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPOSE 5000           |           | 5000",
                "EXPOSE 5000/tcp 53/udp|           | 5000",
                "EXPOSE 5000           | 8000,9000 | 5000",
                "EXPOSE \"5000\"       |           | 5000",
                "EXPOSE $P             | 7000      | 7000",
                "USER 1                | 7000      | 7000",
                "USER 1                |           | "
            })
    void finds_the_one_port(String line, @Nullable String exposedByImage, @Nullable Integer port) throws Exception {
        expose(exposedByImage);

        var image = build(request().dockerfile("FROM scratch\n" + line));

        assertThat(image.port().isPresent() ? (Integer) image.port().getAsInt() : null)
                .isEqualTo(port);
    }

    @Test
    void several_ports_demand_one_in_the_config() throws Exception {
        var two = "FROM scratch\nEXPOSE 80\nEXPOSE 443";
        assertRefused(request().dockerfile(two))
                .as("D03 two ports")
                .hasMessageContaining("(80, 443)")
                .hasMessageContaining("config set PORT");
        assertThat(store.builds).isEmpty();
        assertThat(build(request().dockerfile(two).config(Map.of("PORT", "443")))
                        .port())
                .hasValue(443);

        expose("80,443");
        assertRefused(request().dockerfile("FROM nginx")).hasMessageContaining("(80, 443)");
    }

    @Test
    void ports_of_earlier_stages_do_not_count() throws Exception {
        assertThat(build(request().dockerfile("FROM busybox AS b\nEXPOSE 1 2\nFROM scratch\nEXPOSE 3"))
                        .port())
                .hasValue(3);
    }

    @Test
    void the_platforms_labels_cannot_be_taken() {
        store.labelsOnTop = Map.of("cc.drycc.app", "other");

        assertRefused(request().dockerfile("FROM scratch\nLABEL cc.drycc.app=other"))
                .hasMessageContaining("labels");
        assertThat(store.removed).hasSize(1);
    }

    private void expose(@Nullable String ports) {
        store.exposed = ports == null
                ? Set.of()
                : Stream.of(ports.split(",")).map(Integer::valueOf).collect(java.util.stream.Collectors.toSet());
    }

    private Requests request() {
        return new Requests(work);
    }

    private BuiltImage build(Requests requests) throws Exception {
        BuildRequest request = requests.make();
        try (var _ = request.source()) {
            return new EngineBuilder(store).build(request, lines::add);
        }
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Requests requests) {
        return assertThatThrownBy(() -> build(requests))
                .isInstanceOf(BuildFailed.class)
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void is_found_in_its_jar() {
        assertThat(ServiceLoader.load(ImageBuilderFactory.class).stream()
                        .map(provider -> provider.type().getSimpleName()))
                .containsExactly("EngineBuilderFactory");
    }
}
