package cc.drycc.builder.slug;

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
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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

/** Classic buildpacks on a real engine, with a stack made of busybox. A subclass brings the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class SlugContract {

    @TempDir
    Path work;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private @Nullable PrivateDaemon daemon;
    private Engine engine;
    private SlugBuilder builder;

    /** Why the engine cannot be started here; empty when it can. */
    protected abstract Optional<String> missing();

    protected abstract PrivateDaemon start() throws Exception;

    @BeforeAll
    void makeStack(@TempDir Path stack) throws Exception {
        var missing = missing().or(StackImage::missing);
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        daemon = start();
        engine = DockerEngine.connect(DockerSettings.of("test", daemon.host()));
        StackImage.make(engine, stack);
        builder = builder(Map.of());
    }

    private SlugBuilder builder(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("DRYCC_SLUG_STACK", StackImage.NAME.value()));
        all.putAll(settings);
        return (SlugBuilder) new SlugBuilderFactory().create(engine, all);
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
        return build(builder, request);
    }

    private BuiltImage build(SlugBuilder with, Request request) throws Exception {
        try (var source = request.source(work)) {
            return with.build(request.of(source), lines::add);
        }
    }

    private static Request site() {
        return new Request().file("index.html", "<p>hi\n").file("css/site.css", "p {}\n");
    }

    /** A source that brings its buildpack along. */
    private static Request script(String compile) {
        return new Request().file("compile.sh", compile).file("release.yml", "default_process_types: {web: ./serve}\n");
    }

    private String run(ImageId image, List<String> entrypoint, String... command) throws Exception {
        var output = new ByteArrayOutputStream();
        var end = engine.run(
                new Job(
                        new AppName("hello"),
                        new PodName("hello-run-1"),
                        image.asRef(),
                        entrypoint,
                        List.of(command),
                        Map.of(),
                        Resources.DEFAULT,
                        Duration.ofMinutes(1),
                        1 << 20),
                (stream, bytes) -> output.writeBytes(bytes));
        assertThat(end).as(output.toString(UTF_8)).isEqualTo(new JobEnd.Exited(0));
        return output.toString(UTF_8);
    }

    @Test
    void a_source_becomes_an_image_with_labels_and_process_types() throws Exception {
        var built = build(site());

        var image = engine.images().find(Request.IMAGE).orElseThrow();
        assertThat(image.id()).isEqualTo(built.id());
        assertThat(image.labels()).containsAllEntriesOf(Request.LABELS);
        assertThat(image.entrypoint()).containsExactly("/runner/init");
        assertThat(image.command()).containsExactly("start", "web");
        assertThat(built.processes()).isEqualTo(Map.of(ProcessType.WEB, "/runner/init start web"));
        assertThat(run(
                        built.id(),
                        List.of("/bin/sh", "-c"),
                        "cat index.html css/site.css; id -u; cat /runner/types/web"))
                .isEqualTo("<p>hi\np {}\n1000\n" + "trap 'kill $!' TERM; busybox httpd -f -p $PORT -h /app & wait");
        assertThat(lines)
                .containsSubsequence(
                        "-----> Compiling a slug with " + StackImage.NAME,
                        "-----> Static app detected",
                        "       nothing to compile",
                        "-----> Packing the slug");
    }

    @Test
    void the_same_source_gives_the_same_image() throws Exception {
        var once =
                build(script("date >/dev/null; mkdir -p $1/b $1/a; echo x >$1/b/x; sleep 1; ln -s ../b/x $1/a/link"));
        var again =
                build(script("date >/dev/null; mkdir -p $1/b $1/a; echo x >$1/b/x; sleep 1; ln -s ../b/x $1/a/link"));
        var other = build(script("mkdir -p $1/b $1/a; echo y >$1/b/x; ln -s ../b/x $1/a/link"));

        assertThat(again.id()).isEqualTo(once.id());
        assertThat(other.id()).isNotEqualTo(once.id());
    }

    @Test
    void processes_start_with_the_profile_and_at_home() throws Exception {
        var built = build(script("""
                        mkdir -p $1/.profile.d
                        echo 'export GREETING=hello' >$1/.profile.d/a.sh
                        echo 'export GREETING="$GREETING world"' >$1/.profile
                        """)
                .file("Procfile", "web: echo \"$GREETING\"; pwd; echo \"$HOME $PORT\"\nworker: echo \"at work\"\n"));

        assertThat(built.processes().keySet()).extracting(ProcessType::value).containsOnly("web", "worker");
        assertThat(run(built.id(), List.of())).isEqualTo("hello world\n/app\n/app 5000\n");
        assertThat(run(built.id(), List.of(), "start", "worker")).isEqualTo("at work\n");
        assertThat(run(built.id(), List.of(), "echo $GREETING")).isEqualTo("hello world\n");
    }

    @Test
    void buildpacks_find_config_in_files_and_keep_a_cache() throws Exception {
        String compile =
                "echo \"key=$(cat $3/SECRET) env=${SECRET:-none} cached=$(cat $2/seen 2>/dev/null)\"; echo yes >$2/seen";

        build(script(compile).config(Map.of("SECRET", "s3cr3t")));
        assertThat(lines).contains("key=s3cr3t env=none cached=");
        build(script(compile).config(Map.of("SECRET", "s3cr3t")));
        assertThat(lines).contains("key=s3cr3t env=none cached=yes");
        lines.clear();
        var built = build(script(compile).config(Map.of("SECRET", "s3cr3t")).withoutCache());
        assertThat(lines).contains("key=s3cr3t env=none cached=");
        assertThat(run(
                        built.id(),
                        List.of("/bin/sh", "-c"),
                        "grep -r s3cr3t / 2>/dev/null --exclude-dir=proc | head -1; ls /env 2>&1 | wc -l"))
                .isEqualTo("1\n");
    }

    @Test
    void several_buildpacks_run_one_after_the_other() throws Exception {
        var built = build(site().file(".buildpacks", "# ours first\n./packs/first\nstatic\n")
                .file("packs/first/bin/detect", "#!/bin/sh\necho First\n")
                .file(
                        "packs/first/bin/compile",
                        "#!/bin/sh\nbp=$(cd $(dirname $0)/.. && pwd)\necho 'export FROM_FIRST=yes' >$bp/export\n"));

        assertThat(lines).containsSubsequence("-----> First app detected", "-----> Static app detected");
        assertThat(built.processes()).containsOnlyKeys(ProcessType.WEB);
    }

    @Test
    void what_is_ignored_is_not_there() throws Exception {
        var built = build(site().file(".slugignore", "# docs\n*.md\n/secret\n")
                .file("docs/notes.md", "x")
                .file("secret/key", "x"));

        assertThat(run(built.id(), List.of("/bin/sh", "-c"), "find . -type f | sort"))
                .isEqualTo("./.slugignore\n./css/site.css\n./index.html\n");
    }

    private void assertFails(Request request, String reason) {
        assertThatThrownBy(() -> build(request)).isInstanceOf(BuildFailed.class).hasMessageContaining(reason);
    }

    @Test
    void what_goes_wrong_is_told() {
        assertFails(new Request().file("main.c", "int main;\n"), "no buildpack of " + StackImage.NAME + " can build");
        assertFails(script("echo no >&2; exit 3"), "bin/compile failed");
        assertThat(lines).contains("no");
        assertFails(site().file(".buildpacks", "ruby\n"), "a buildpack is missing");
        assertThat(lines).anyMatch(line -> line.matches("There is no buildpack ruby\\. The stack has: .*\\bstatic .*"));
        assertFails(site().config(Map.of("BUILDPACK_URL", "script")), "does not take this source");
        assertFails(script("rm $1/release.yml"), "bin/release failed");
        assertFails(script("echo '- [' >$1/release.yml"), "bin/release says cannot be used: it is no YAML");
        assertFails(script("echo >$1/release.yml"), "names no process types");
        assertFails(
                script("sleep 60").limits(new BuildLimits(Duration.ofSeconds(1), 1 << 20, 0, 100)),
                "not finished after 1 s");
    }

    @Test
    void what_a_slug_must_not_have_is_refused() {
        assertFails(script("touch $1/.wh.index.html"), "has a name by which layers delete files");
        var small = builder(Map.of("DRYCC_SLUG_LIMIT", "65536"));
        assertThatThrownBy(() -> build(small, script("head -c 200000 /dev/urandom >$1/random")))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("larger than 0 MiB");
        assertThatThrownBy(() -> build(small, script("head -c 1000000 /dev/zero >$1/zeros")))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("larger than a slug may be");
    }

    @Test
    void a_private_repository_is_cloned_with_the_apps_key_which_is_left_nowhere(@TempDir Path folder) throws Exception {
        var missing = GitOverSsh.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        var context = Files.createDirectory(folder.resolve("stack"));
        StackImage.make(engine, new ImageRef("git-stack:latest"), context, """
                FROM %s
                USER 0:0
                %sUSER 1000:1000
                """.formatted(
                        StackImage.NAME, GitOverSsh.client(context)));
        var withGit = builder(Map.of("DRYCC_SLUG_STACK", "git-stack:latest"));
        try (var git = GitOverSsh.start(folder.resolve("server"))) {
            var canary = git.key().lines().toList().get(2);
            var config = new HashMap<>(Map.of("SSH_KEY", git.key(), "SSH_KNOWN_HOSTS", git.knownHosts()));
            var source = script("git clone -q " + git.url() + " /tmp/private && cat /tmp/private/greeting && "
                    + "cp -R /tmp/private/greeting \"$1\" && ls \"$3\"\n");

            var built = build(withGit, source.config(config));

            assertThat(lines)
                    .contains(GitOverSsh.GREETING, "SSH_KNOWN_HOSTS")
                    .doesNotContain("SSH_KEY")
                    .noneMatch(line -> line.contains(canary));
            var archive = folder.resolve("image.tar");
            engine.images().save(built.id(), archive);
            assertThat(Files.readString(archive, ISO_8859_1)).doesNotContain(canary);

            config.put("SSH_KNOWN_HOSTS", git.knownHosts().replace("AAAAC3", "AAAAC4"));
            assertThatThrownBy(() -> build(withGit, source.config(config))).isInstanceOf(BuildFailed.class);
            assertThat(lines).anyMatch(line -> line.contains("Host key verification failed"));
            config.put("SSH_KEY", "/home/user/.ssh/id_rsa");
            assertThatThrownBy(() -> build(withGit, source.config(config)))
                    .isInstanceOf(BuildFailed.class)
                    .hasMessageContaining("SSH_KEY is the name of a file");
        }
    }
}
