package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code drycc builds} makes of a {@code .drycc} folder. */
class DryccFolderTest extends LoggedIn {

    private static final String WEB = """
            kind: pipeline
            ptype: web
            run:
              args: [./migrate]
              timeout: 100
            deploy: {}
            """;
    private static final String SENT = "{\"image\":\"a/b\",\"stack\":\"container\",%s\"dryccfile\":"
            + "{\"config\":{\"jvm\":{\"A\":\"b=c\",\"E\":\"\"}},\"pipeline\":{\"web.yaml\":"
            + "{\"kind\":\"pipeline\",\"ptype\":\"web\",\"run\":{\"args\":[\"./migrate\"],\"timeout\":100},\"deploy\":{}}}}}";

    @BeforeEach
    void build() {
        controller.on("POST /v2/apps/hello/build/", CannedController.reply(201, Wire.json(Wire.build("a/b"))));
    }

    @Test
    void it_is_sent_as_the_reference_client_sends_it() throws IOException {
        folder(".drycc");

        assertThat(pull().exitCode()).isZero();

        assertThat(controller.lastAsked().body()).isEqualTo(SENT.formatted(""));
    }

    @Test
    void it_may_lie_elsewhere() throws IOException {
        folder("deploy/shop");

        assertThat(pull("-d", "deploy/shop").exitCode()).isZero();
        assertThat(controller.lastAsked().body()).isEqualTo(SENT.formatted(""));
        assertThat(pull("--dryccpath", "none").err()).isEqualTo("Error: there is no folder none\n");
    }

    @Test
    void in_the_home_folder_it_is_the_configuration_of_this_command() throws IOException {
        Files.writeString(
                Files.createDirectories(desk.folder().resolve(".drycc")).resolve("client.json"), "{}");

        assertThat(pull().exitCode()).isZero();
        assertThat(controller.lastAsked().body()).isEqualTo("{\"image\":\"a/b\",\"stack\":\"container\"}");
    }

    @Test
    void a_procfile_beside_it_is_sent_but_said_to_be_ignored() throws IOException {
        folder(".drycc");
        Files.writeString(desk.folder().resolve("Procfile"), "web: x\n");

        var said = pull();

        assertThat(said.err()).contains(" !    WARNING: there is a .drycc folder: the Procfile is ignored");
        assertThat(controller.lastAsked().body()).isEqualTo(SENT.formatted("\"procfile\":{\"web\":\"x\"},"));
    }

    @Test
    void a_build_that_says_less_than_the_one_before_is_asked_about() throws IOException {
        controller.on("GET /v2/apps/hello/build/", Wire.json(before()));

        var refused = pull();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Potentially Build Create Action", "--confirm=yes");
        assertThat(controller.lastAsked().line()).startsWith("GET ");

        assertThat(pull("--confirm", "yes").exitCode()).isZero();
        assertThat(controller.lastAsked().body()).isEqualTo("{\"image\":\"a/b\",\"stack\":\"container\"}");
        folder(".drycc");
        assertThat(pull().exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .drycc/web.yaml   | kind: {                | line 1: it is no YAML
            .drycc/web.yaml   | a: 1;a: 2              | line 2: it is no YAML
            .drycc/config/jvm | A=1;s3cret             | line 2: it does not match the pattern 'key=var', ex: MODE=test
            .drycc/config/jvm | A=1;A=s3cret           | line 2: A is set twice
            """)
    void what_is_wrong_is_told_with_its_line(String name, String text, String message) throws IOException {
        folder(".drycc");
        Files.writeString(desk.folder().resolve(name), text.replace(";", "\n"));

        assertThat(pull().err()).contains(name + " " + message).doesNotContain("s3cret");
    }

    @Test
    void info_names_the_pipelines() {
        controller.on("GET /v2/apps/hello/build/", Wire.json(before()));

        assertThat(desk.drycc("builds", "info", "-a", "hello").out()).endsWith("Pipelines:  web.yaml\n");
    }

    @Test
    void fetch_prints_and_saves_it() throws IOException {
        controller.on("GET /v2/apps/hello/build/", Wire.json(before()));

        assertThat(desk.drycc("builds", "fetch", "-a", "hello").out()).isEqualTo("""
                ---
                # Source: .drycc/config/jvm
                A=b=c
                ---
                # Source: .drycc/web.yaml
                kind: pipeline
                ptype: web
                deploy: {}
                """);
        assertThat(desk.drycc("builds", "fetch", "-a", "hello", "--save", "-d", "saved")
                        .exitCode())
                .isZero();
        assertThat(desk.folder().resolve("saved/config/jvm")).hasContent("A=b=c\n");
        assertThat(desk.folder().resolve("saved/web.yaml")).content().startsWith("kind: pipeline\n");
    }

    private static BuildInfo before() {
        var time = Instant.parse("2023-12-08T02:25:00Z");
        var pipeline = new LinkedHashMap<String, Object>();
        pipeline.put("kind", "pipeline");
        pipeline.put("ptype", "web");
        pipeline.put("deploy", Map.of());
        return new BuildInfo(
                UUID.fromString("58176cf1-37a8-4c52-9b27-4c7a47269dfb"),
                "hello",
                "dev",
                "container",
                "a/b",
                "",
                Map.of(),
                Map.of("config", Map.of("jvm", Map.of("A", "b=c")), "pipeline", Map.of("web.yaml", pipeline)),
                "",
                time,
                time);
    }

    private void folder(String name) throws IOException {
        var folder = desk.folder().resolve(name);
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("web.yaml"), WEB);
        Files.writeString(folder.resolve("README.md"), "not mine");
        Files.writeString(folder.resolve("config/jvm"), "\uFEFF# JVM\r\nA=b=c\r\n\r\nE=\r\n");
        Files.writeString(folder.resolve("config/.gitkeep"), "");
    }

    private Desk.Said pull(String... more) {
        var words = new ArrayList<>(List.of("pull", "a/b", "-a", "hello"));
        words.addAll(List.of(more));
        return desk.drycc(words.toArray(String[]::new));
    }
}
