package cc.drycc.imagebuilder.dryccpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReadDryccPathTest {

    private static final String WEB = ".drycc/web.yaml";
    private static final String MINIMAL = "kind: pipeline\nptype: web\ndeploy: {}\n";

    /** The one of the seed, with the lines that its page has lost their indentation of. */
    private static final String SEED = """
            kind: pipeline
            ptype: web
            build:
              docker: Dockerfile
              arg:
                CODENAME: bookworm
            env:
              VERSION: 1.2.1
            run:
              command:
              - ./deployment-tasks.sh
              image: task
              timeout: 100
            config:
            - jvm-config
            deploy:
              command:
              - bash
              - -ec
              args:
              - bundle exec puma -C config/puma.rb
            """;

    @TempDir
    private Path work;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> links = new LinkedHashMap<>();

    @Test
    void the_seeds_example_is_read_whole() throws Exception {
        file(WEB, SEED);
        file(".drycc/config/jvm-config", "DEBUG=true\nJVM_OPTIONS=-XX:+UseG1GC\n");

        var path = read().orElseThrow();

        var web = path.pipeline(ProcessType.WEB).orElseThrow();
        assertThat(web.build())
                .contains(new BuildStep("Dockerfile", new java.util.TreeMap<>(Map.of("CODENAME", "bookworm"))));
        assertThat(web.env()).isEqualTo(Map.of("VERSION", "1.2.1"));
        assertThat(web.run())
                .contains(new RunStep(
                        List.of("./deployment-tasks.sh"), List.of(), Optional.of("task"), Duration.ofSeconds(100)));
        assertThat(web.config()).containsExactly("jvm-config");
        assertThat(web.deploy())
                .isEqualTo(new DeployStep(
                        List.of("bash", "-ec"), List.of("bundle exec puma -C config/puma.rb"), Optional.empty()));
        assertThat(path.groups())
                .isEqualTo(Map.of("jvm-config", Map.of("DEBUG", "true", "JVM_OPTIONS", "-XX:+UseG1GC")));
        assertThat(path.runImage(web)).isEqualTo(new ImageChoice.Named(new ImageRef("task")));
        assertThat(path.toString()).doesNotContain("1.2.1").doesNotContain("UseG1GC");
    }

    @Test
    void what_is_written_as_json_reads_the_same() throws Exception {
        file(WEB, SEED);
        file(".drycc/worker.yml", "kind: pipeline\nptype: worker\ndeploy: {image: busybox}\nenv: {N: 5, ON: true}\n");
        file(".drycc/config/jvm", "A=1\n");

        var path = read().orElseThrow();

        assertThat(DryccPath.of(path.toMap())).isEqualTo(path);
        assertThat(path.pipelines()).containsOnlyKeys("web.yaml", "worker.yml");
        assertThat(path.pipeline(new ProcessType("worker")).orElseThrow().env())
                .isEqualTo(Map.of("N", "5", "ON", "true"));
    }

    @Test
    void a_source_without_the_folder_has_none() throws Exception {
        file("Dockerfile", "FROM scratch");

        assertThat(read()).isEmpty();
    }

    @Test
    void images_are_those_of_the_type_of_another_type_or_of_a_registry() throws Exception {
        file(WEB, "kind: pipeline\nptype: web\nbuild: {}\nrun: {image: worker}\ndeploy: {}\n");
        file(".drycc/worker.yaml", "kind: pipeline\nptype: worker\nbuild: {docker: a/Dockerfile.w}\ndeploy: {}\n");
        file(".drycc/tick.yaml", "kind: pipeline\nptype: tick\nrun: {command: [x]}\ndeploy: {image: worker}\n");
        file(".drycc/cache.yaml", "kind: pipeline\nptype: cache\ndeploy: {image: 'redis:7'}\n");

        var path = read().orElseThrow();

        var worker = new ImageChoice.BuiltFor(new ProcessType("worker"));
        assertThat(path.deployImage(of(path, "web"))).isEqualTo(new ImageChoice.BuiltFor(ProcessType.WEB));
        assertThat(path.runImage(of(path, "web"))).isEqualTo(worker);
        assertThat(path.deployImage(of(path, "tick"))).isEqualTo(worker);
        assertThat(path.runImage(of(path, "tick"))).isEqualTo(new ImageChoice.OfApp());
        assertThat(path.deployImage(of(path, "cache"))).isEqualTo(new ImageChoice.Named(new ImageRef("redis:7")));
        assertThat(path.needsImageOfApp()).isTrue();
    }

    @Test
    void own_values_win_over_groups_and_those_over_global_ones() throws Exception {
        file(WEB, MINIMAL + "config: [b, a]\nenv: {THREE: own}\n");
        file(".drycc/config/global", "ONE=global\nTWO=global\nTHREE=global\n");
        file(".drycc/config/a", "TWO=a\nTHREE=a\n");
        file(".drycc/config/b", "TWO=b\n");

        assertThat(read().orElseThrow().environment(ProcessType.WEB))
                .isEqualTo(Map.of("ONE", "global", "TWO", "a", "THREE", "own"));
    }

    @Test
    void values_are_kept_to_the_byte() throws Exception {
        file(WEB, MINIMAL);
        file(".drycc/config/a", "\uFEFFA=\"q\" $(id) `x` %s {{x}} \r\n\r\n# no\r\nB=\nC=a=b\nD=\uD83D\uDC33");

        assertThat(read().orElseThrow().groups().get("a"))
                .isEqualTo(Map.of("A", "\"q\" $(id) `x` %s {{x}} ", "B", "", "C", "a=b", "D", "\uD83D\uDC33"));
    }

    @Test
    void other_files_are_left_alone() throws Exception {
        file(WEB, MINIMAL);
        file(".drycc/README.md", "{");
        file(".drycc/config/.gitkeep", "");
        file(".drycc/more/web.yaml", "{");

        assertThat(read().orElseThrow().pipelines()).containsOnlyKeys("web.yaml");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind: x; ptype: web; deploy: {}                          | line 1: kind: it must be "pipeline"
            ptype: web; deploy: {}                                   | line 1: kind: this field is needed
            kind: pipeline; deploy: {}                               | line 1: ptype: this field is needed
            kind: pipeline; ptype: web                               | line 1: deploy: this field is needed, {} for the command of the image itself
            kind: pipeline; ptype: web; deploy:                      | line 3: deploy: a map of fields is needed, {} for an empty one
            kind: pipeline; ptype: Web; deploy: {}                   | line 2: ptype: use 1 to 63 characters, a-z (lowercase), 0-9 and single hyphens inside
            kind: pipeline; ptype: run; deploy: {}                   | line 2: ptype: "run" is reserved for one-off commands; choose another name
            kind: pipeline; ptype: 5; deploy: {}                     | line 2: ptype: a text is needed; put it in quotes
            kind: pipeline; ptype: web; replicas: 3; deploy: {}      | line 3: replicas: there is no such field; there is kind, ptype, build, env, run, config, deploy
            kind: pipeline; ptype: web; deploy: {cmd: [x]}           | line 3: deploy.cmd: there is no such field; there is command, args, image
            kind: pipeline; ptype: web; deploy: {command: x}         | line 3: deploy.command: a list of texts is needed, each after a hyphen on a line of its own
            kind: pipeline; ptype: web; deploy:;  args:;  - a;  - 7  | line 6: deploy.args[1]: a text is needed; put it in quotes
            kind: pipeline; ptype: web; deploy: {image: 'a b'}       | line 3: deploy.image: use a process type of another pipeline, name[:tag] or registry/name[:tag]
            kind: pipeline; ptype: web; deploy: {image: --help}      | line 3: deploy.image: use a process type of another pipeline, name[:tag] or registry/name[:tag]
            kind: pipeline; ptype: web; deploy: {image: deadbeef}    | line 3: deploy.image: use a process type of another pipeline, name[:tag] or registry/name[:tag]
            kind: pipeline; ptype: web; deploy: {}; build: {docker: ../x}       | line 4: build.docker: it must be the path of a file inside the source, without blanks
            kind: pipeline; ptype: web; deploy: {}; build: {docker: a/../../x}  | line 4: build.docker: it must be the path of a file inside the source, without blanks
            kind: pipeline; ptype: web; deploy: {}; build: {docker: /etc/passwd}| line 4: build.docker: it must be the path of a file inside the source, without blanks
            kind: pipeline; ptype: web; deploy: {}; build: {docker: D -t x}     | line 4: build.docker: it must be the path of a file inside the source, without blanks
            kind: pipeline; ptype: web; deploy: {}; build: {docker: --file=x}   | line 4: build.docker: it must be the path of a file inside the source, without blanks
            kind: pipeline; ptype: web; deploy: {}; build: {arg: {A: 1.5}}      | line 4: build.arg.A: the value must be a text; put it in quotes
            kind: pipeline; ptype: web; deploy: {}; build: {cache: no}          | line 4: build.cache: there is no such field; there is docker, arg
            kind: pipeline; ptype: web; deploy: {}; env: {A: }                  | line 4: env.A: the value must be a text; put it in quotes
            kind: pipeline; ptype: web; deploy: {}; env: {A: [b]}               | line 4: env.A: the value must be a text; put it in quotes
            kind: pipeline; ptype: web; deploy: {}; env: {A B: x}               | line 4: env.A B: a name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 255 of them
            kind: pipeline; ptype: web; deploy: {}; run: {}                     | line 4: run: say what to run: command, args or image
            kind: pipeline; ptype: web; deploy: {}; run: {command: [x], timeout: -1}            | line 4: run.timeout: a whole number of seconds from 1 to 86400 is needed
            kind: pipeline; ptype: web; deploy: {}; run: {command: [x], timeout: x}             | line 4: run.timeout: a whole number of seconds from 1 to 86400 is needed
            kind: pipeline; ptype: web; deploy: {}; run: {command: [x], timeout: 1000000000000} | line 4: run.timeout: a whole number of seconds from 1 to 86400 is needed
            kind: pipeline; ptype: web; deploy: {}; run: {command: [x], timeout: 0}             | line 4: run.timeout: a whole number of seconds from 1 to 86400 is needed
            kind: pipeline; ptype: web; deploy: {}; config: jvm                 | line 4: config: a list of texts is needed, each after a hyphen on a line of its own
            kind: pipeline; ptype: web; deploy: {}; config: [../x]              | line 4: config[0]: a group's name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 63 of them
            kind: pipeline; ptype: web; deploy: {}; config: [A B]               | line 4: config[0]: a group's name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 63 of them
            kind: pipeline; kind: pipeline                           | line 2: it is no YAML: found duplicate key kind
            kind: {                                                  | line 1: it is no YAML: expected the node content, but found '<stream end>'
            kind: pipeline;@ptype: web                               | line 2: it is no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)
            [a]                                                      | : a map of fields is needed, which begins with kind: pipeline
            """)
    void what_is_wrong_is_told_with_its_line_and_field(String yaml, String message) {
        file(WEB, yaml.replace("; ", "\n").replace(";", "\n").replace("@", "\t"));

        assertThatThrownBy(this::read)
                .isInstanceOf(DryccPathProblem.class)
                .hasMessage(WEB + (message.startsWith(":") ? "" : " ") + message);
    }

    @Test
    void a_process_type_has_one_pipeline() {
        file(WEB, MINIMAL);
        file(".drycc/again.yaml", MINIMAL);

        assertThatThrownBy(this::read)
                .hasMessage(
                        ".drycc/web.yaml: ptype: Pipeline's ptype must be unique; .drycc/again.yaml has web already");
    }

    @Test
    void a_folder_without_a_pipeline_is_no_drycc_path() {
        file(".drycc/config/a", "A=1");

        assertThatThrownBy(this::read)
                .hasMessage(".drycc: there is no pipeline in it; add one, such as .drycc/web.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web.yaml", "a b.yaml", "a_b.yaml", "-a.yaml", "é.yaml", ".yaml", "a..b.yml"})
    void names_of_files_have_a_grammar(String name) {
        file(".drycc/" + name, MINIMAL);

        assertThatThrownBy(this::read)
                .hasMessage(".drycc/" + name
                        + ": the name of a pipeline can only have a-z, 0-9, single hyphens and dots inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A B", ".env", "-x", "é"})
    void names_of_groups_have_a_grammar(String name) {
        file(WEB, MINIMAL);
        file(".drycc/config/" + name, "A=1");

        assertThatThrownBy(this::read).hasMessageStartingWith(".drycc/config/" + name + ": a group's name can only");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A          | line 1: it does not match the pattern 'key=var', ex: MODE=test
            A=1;=x     | line 2: it does not match the pattern 'key=var', ex: MODE=test
            export A=1 | line 1: it does not match the pattern 'key=var', ex: MODE=test
            A B=c      | line 1: it does not match the pattern 'key=var', ex: MODE=test
            A=1;#;A=2  | line 3: A is already set on line 1
            """)
    void lines_of_groups_have_a_grammar_and_are_never_shown(String lines, String message) {
        file(WEB, MINIMAL);
        file(".drycc/config/a", lines.replace(";", "\n"));

        assertThatThrownBy(this::read).hasMessage(".drycc/config/a " + message);
    }

    @Test
    void links_are_refused() throws Exception {
        links.put(".drycc", "other");
        file("other/web.yaml", MINIMAL);
        assertThatThrownBy(this::read)
                .isInstanceOf(SourceRefused.class)
                .hasMessage(".drycc must be a folder, not a link");

        links.clear();
        file(WEB, MINIMAL);
        links.put(".drycc/config", "../other");
        assertThatThrownBy(this::read).hasMessage(".drycc/config must be a folder, not a link");

        links.clear();
        links.put(".drycc/config/x", "../web.yaml");
        assertThatThrownBy(this::read).hasMessage(".drycc/config/x must be a regular file, not a link");

        links.clear();
        links.put(".drycc/b.yaml", "web.yaml");
        assertThatThrownBy(this::read).hasMessage(".drycc/b.yaml must be a regular file, not a link");
    }

    @Test
    void a_folder_that_is_a_file_is_refused() {
        file(".drycc", "x");

        assertThatThrownBy(this::read).hasMessage(".drycc must be a folder, not a file");
    }

    @Test
    void bombs_do_not_go_off() {
        var bomb = new StringBuilder("kind: pipeline\nptype: web\ndeploy: {}\nenv:\n  a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            bomb.append("  %c: &%c [*%3$c,*%3$c,*%3$c,*%3$c,*%3$c,*%3$c,*%3$c]\n".formatted(c, c, (char) (c - 1)));
        }
        file(WEB, bomb.toString());
        assertThatThrownBy(this::read).isInstanceOf(DryccPathProblem.class).hasMessageContaining("aliases");

        file(WEB, "kind: " + "[".repeat(60_000));
        assertThatThrownBy(this::read).hasMessage(".drycc/web.yaml line 1: it is nested more than 20 deep");

        file(WEB, "a: &a {b: *a}");
        assertThatThrownBy(this::read).isInstanceOf(DryccPathProblem.class);

        file(WEB, "# ".repeat(40_000));
        assertThatThrownBy(this::read).hasMessage(".drycc/web.yaml is larger than 64 KiB");

        file(WEB, "kind: !!javax.script.ScriptEngineManager [x]");
        assertThatThrownBy(this::read).isInstanceOf(DryccPathProblem.class);
    }

    @Test
    void there_are_at_most_a_hundred() {
        for (int i = 0; i <= 100; i++) {
            file(".drycc/t" + i + ".yaml", MINIMAL.replace("web", "t" + i));
        }

        assertThatThrownBy(this::read).hasMessage(".drycc: there are more than 100 pipelines or groups");
    }

    private static Pipeline of(DryccPath path, String type) {
        return path.pipeline(new ProcessType(type)).orElseThrow();
    }

    private void file(String name, String content) {
        files.put(name, content);
    }

    private Optional<DryccPath> read() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (var file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
            for (var link : links.entrySet()) {
                var entry = new TarArchiveEntry(link.getKey(), TarConstants.LF_SYMLINK);
                entry.setLinkName(link.getValue());
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        try (var source = Source.unpack(new ByteArrayInputStream(bytes.toByteArray()), work, ExtractLimits.DEFAULT)) {
            return ReadDryccPath.of(source);
        }
    }
}
