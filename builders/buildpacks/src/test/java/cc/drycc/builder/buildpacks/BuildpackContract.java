package cc.drycc.builder.buildpacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Resources;
import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.engine.docker.GitOverSsh;
import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The upstream lifecycle on a real engine, with a stack made of busybox. A subclass brings the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
abstract class BuildpackContract {

    @TempDir
    Path work;

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private @Nullable PrivateDaemon daemon;
    private Engine engine;
    private BuildpackBuilder builder;

    /** Why the engine cannot be started here; empty when it can. */
    protected abstract Optional<String> missing();

    protected abstract PrivateDaemon start() throws Exception;

    @BeforeAll
    void makeStack(@TempDir Path stack) throws Exception {
        var engineMissing = missing();
        var missing = engineMissing.isPresent() ? engineMissing : StackImages.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        daemon = start();
        engine = DockerEngine.connect(DockerSettings.of("test", daemon.host()));
        StackImages.make(engine, stack);
        builder = (BuildpackBuilder) new BuildpackBuilderFactory()
                .create(engine, Map.of("DRYCC_BUILDPACK_BUILDER", StackImages.BUILDER.value()));
    }

    @AfterAll
    void stopEngine() throws Exception {
        if (daemon != null) {
            engine.wipe();
            engine.close();
            daemon.stop();
        }
    }

    @AfterEach
    void leaves_nothing_behind() {
        assertThat(work).isEmptyDirectory();
        lines.clear();
    }

    private BuiltImage build(Request request) throws Exception {
        try (var source = request.source(work)) {
            return builder.build(request.of(source), lines::add);
        }
    }

    private static Request site() {
        return new Request().file("index.html", "<p>hi\n").file("css/site.css", "p {}\n");
    }

    private String run(ImageId image, String... command) throws Exception {
        var output = new ByteArrayOutputStream();
        var end = engine.run(
                new Job(
                        new AppName("hello"),
                        new PodName("hello-run-1"),
                        image.asRef(),
                        List.of("/bin/sh", "-c"),
                        List.of(command),
                        Map.of(),
                        Resources.DEFAULT,
                        Duration.ofMinutes(1),
                        1 << 20),
                (stream, bytes) -> output.writeBytes(bytes));
        assertThat(end).isEqualTo(new JobEnd.Exited(0));
        return output.toString(UTF_8);
    }

    @Test
    void a_source_becomes_an_image_with_labels_and_process_types() throws Exception {
        var built = build(site());

        var image = engine.images().find(Request.IMAGE).orElseThrow();
        assertThat(image.id()).isEqualTo(built.id());
        assertThat(image.labels()).containsAllEntriesOf(Request.LABELS).containsKey("io.buildpacks.build.metadata");
        assertThat(built.processes()).isEqualTo(Map.of(ProcessType.WEB, "/cnb/process/web"));
        assertThat(image.entrypoint()).containsExactly("/cnb/process/web");
        assertThat(run(built.id(), "cat /workspace/index.html /workspace/css/site.css; id -u"))
                .isEqualTo("<p>hi\np {}\n1000\n");
        assertThat(lines)
                .startsWith("-----> Building pack", "-----> Using builder " + StackImages.BUILDER)
                .containsSubsequence(
                        "===> ANALYZING",
                        "===> DETECTING",
                        "===> RESTORING",
                        "===> BUILDING",
                        "---> Static site",
                        "===> EXPORTING");
    }

    @Test
    void the_same_source_gives_the_same_image() throws Exception {
        assertThat(build(site().withoutCache()).id()).isEqualTo(build(site()).id());
    }

    @Test
    void a_procfile_says_which_process_types_there_are() throws Exception {
        var built = build(
                site().file("Procfile", "web: busybox httpd -f -p $PORT -h /workspace\nworker: echo 'it works'\n"));

        assertThat(built.processes())
                .isEqualTo(
                        Map.of(ProcessType.WEB, "/cnb/process/web", new ProcessType("worker"), "/cnb/process/worker"));
        assertThat(run(built.id(), "/cnb/process/worker")).isEqualTo("it works\n");
    }

    @Test
    void what_no_buildpack_knows_is_told() {
        assertThatThrownBy(() -> build(new Request().file("main.cob", "x")))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("no buildpack of " + StackImages.BUILDER + " can build this source");
        assertThat(lines).contains("===> DETECTING");
    }

    @Test
    void a_build_ends_in_time() {
        var limits = new BuildLimits(Duration.ofMillis(1), 1 << 20, 0, 100);

        assertThatThrownBy(() -> build(site().limits(limits)))
                .isInstanceOf(BuildFailed.class)
                .hasMessageStartingWith("not finished after");
    }

    @Test
    void the_source_may_name_its_builder_but_no_image_of_another_app() throws Exception {
        assertThat(build(site().file(".pack-builder", StackImages.BUILDER + "\n"))
                        .id())
                .isNotNull();
        assertThatThrownBy(() -> build(site().file(".pack-builder", "-v /:/h")))
                .isInstanceOf(SourceRefused.class)
                .hasMessage(".pack-builder must hold the name of a builder image, and nothing else");
        assertThatThrownBy(() ->
                        build(site().file("project.toml", "[io.buildpacks]\nbuilder = \"drycc-stack/tiny-run\"\n")))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("is no builder image");
        anothersImage();
        assertThatThrownBy(() -> build(site().file(".pack-builder", "drycc-test/other:1")))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("is the image of another app");
    }

    private void anothersImage() throws Exception {
        var context = Files.createDirectory(folder.resolve("other"));
        Files.writeString(context.resolve("Dockerfile"), "FROM " + StackImages.BUILDER + "\n");
        StackImages.make(engine, new ImageRef("drycc-test/other:1"), context, Map.of("cc.drycc.app", "other"));
    }

    @Test
    void a_private_repository_is_cloned_with_the_apps_key_which_is_left_nowhere() throws Exception {
        var missing = GitOverSsh.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        makeBuilderWithGit();
        try (var git = GitOverSsh.start(folder.resolve("server"))) {
            var canary = git.key().lines().toList().get(2);
            var source = new Request()
                    .file(".pack-builder", "git-builder:latest\n")
                    .file("project.toml", "[[io.buildpacks.group]]\nid = \"test/clone\"\nversion = \"0.1.0\"\n")
                    .file("repository", git.url());

            var built = build(source.config(Map.of("SSH_KEY", git.key(), "OTHER", "x")));

            assertThat(lines)
                    .contains(GitOverSsh.GREETING, "key=[] other=[x]")
                    .noneMatch(line -> line.contains(canary));
            assertThat(run(built.id(), "cat private/greeting")).isEqualTo(GitOverSsh.GREETING + "\n");
            var archive = folder.resolve("image.tar");
            engine.images().save(built.id(), archive);
            assertThat(Files.readString(archive, ISO_8859_1)).doesNotContain(canary);
            assertThatThrownBy(() -> build(source.config(Map.of("SSH_KEY", "hunter2"))))
                    .isInstanceOf(BuildFailed.class)
                    .hasMessageContaining("SSH_KEY is no private key");
        }
    }

    /** The builder with Git, and a buildpack that clones what the file {@code repository} names. */
    private void makeBuilderWithGit() throws Exception {
        var context = Files.createDirectory(folder.resolve("git"));
        var buildpack = context.resolve("clone");
        Files.createDirectories(buildpack.resolve("bin"));
        Files.writeString(buildpack.resolve("buildpack.toml"), """
                api = "0.10"
                [buildpack]
                id = "test/clone"
                version = "0.1.0"
                [[stacks]]
                id = "*"
                [[targets]]
                os = "linux"
                """);
        Files.writeString(buildpack.resolve("bin/detect"), "#!/bin/sh\n");
        Files.writeString(buildpack.resolve("bin/build"), """
                #!/bin/sh
                set -e
                git clone -q $(cat repository) private
                cat private/greeting
                echo "key=[$SSH_KEY] other=[$OTHER]"
                """);
        Files.writeString(
                context.resolve("Dockerfile"), """
                FROM %s
                USER 0:0
                %sCOPY clone /cnb/buildpacks/test_clone/0.1.0
                RUN ["/bin/busybox", "chmod", "-R", "755", "/cnb/buildpacks/test_clone"]
                USER 1000:1000
                """.formatted(StackImages.BUILDER, GitOverSsh.client(context)));
        StackImages.make(engine, new ImageRef("git-builder:latest"), context, Map.of());
    }

    @Test
    void a_project_file_leaves_files_out() throws Exception {
        var built = build(site().file("project.toml", "[io.buildpacks]\nexclude = [\"*.md\", \"/secret\"]\n")
                .file("docs/notes.md", "x")
                .file("secret/key", "x"));

        assertThat(run(built.id(), "cd /workspace; find . -type f | sort"))
                .isEqualTo("./css/site.css\n./index.html\n./project.toml\n");
    }
}
