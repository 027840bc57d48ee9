package cc.drycc.builder.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.DiskLimit;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.MachinesAddress;
import cc.drycc.engine.PodName;
import cc.drycc.engine.Resources;
import cc.drycc.engine.TestRegistry;
import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.engine.docker.ForeignImage;
import cc.drycc.engine.docker.GitOverSsh;
import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.metadata.MetadataGuard;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.bases.BaseLogins;
import cc.drycc.imagebuilder.registry.Password;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.imagebuilder.registry.RegistrySettings;
import cc.drycc.imagebuilder.registry.RegistrySettings.Account;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every builder of Dockerfiles does, on a real engine, with a base image made of busybox. A subclass brings the engine
 * and the builder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
public abstract class DockerfileBuilderContract {

    /** Whether {@code RUN --mount} gets values of the config, and an agent with its key. */
    protected enum Secrets {
        MOUNTED,
        MOUNTED_WITH_AGENT,
        REFUSED
    }

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String RUN = "FROM busybox:latest\nRUN ";

    @TempDir
    Path work;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private @Nullable PrivateDaemon daemon;
    private Engine engine;
    private Path kept;
    private ImageBuilder builder;

    /** Why the engine cannot be started here; empty when it can. */
    protected abstract Optional<String> missing();

    protected abstract PrivateDaemon start() throws Exception;

    /**
     * The builder, made once.
     *
     * @param home a folder it may keep its cache in
     */
    protected abstract ImageBuilder builder(Engine engine, Path home) throws Exception;

    protected abstract Secrets secrets();

    /** Ends what the subclass started. */
    protected void stop() throws Exception {}

    @BeforeAll
    void makeBaseImage(@TempDir Path folder, @TempDir Path home) throws Exception {
        var missing = Files.isExecutable(BUSYBOX) ? missing() : Optional.of("busybox-static is not installed");
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        daemon = start();
        engine = DockerEngine.connect(DockerSettings.of("test", daemon.host()));
        Files.copy(BUSYBOX, folder.resolve("busybox"));
        Files.writeString(
                folder.resolve("Dockerfile"),
                "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"/bin\"]\n");
        engine.images().build(plain(folder, "busybox:latest", Map.of()), line -> {});
        kept = home;
        builder = builder(engine, home);
    }

    @AfterAll
    void stopEngine() throws Exception {
        stop();
        if (daemon != null) {
            for (String app : List.of("hello", "first", "second", "third", "leaving")) {
                builder.forget(new AppName(app)); // also what it put into the machine's firewall
            }
            engine.wipe();
            engine.close();
            daemon.stop();
        }
    }

    @BeforeEach
    void clearLog() {
        lines.clear();
    }

    @Test
    void a_pushed_dockerfile_becomes_an_image_that_runs() throws Exception {
        var built = build(request()
                .dockerfile("FROM busybox:latest\nCOPY . /app\nEXPOSE 5000\nCMD [\"cat\", \"/app/greeting\"]\n")
                .file("greeting", "Powered by Drycc\n")
                .file("secret.md", "x")
                .file(".dockerignore", "*.md\r\n"));

        assertThat(built.port()).hasValue(5000);
        var image = engine.images().find(built.image()).orElseThrow();
        assertThat(image.id()).isEqualTo(built.id());
        assertThat(image.labels()).containsAllEntriesOf(Requests.LABELS);
        assertThat(run(built.id(), List.of())).isEqualTo("Powered by Drycc\n");
        assertThat(run(built.id(), List.of("ls", "/app"))).contains("greeting").doesNotContain("secret.md");
        assertThat(lines.getFirst()).isEqualTo("-----> Building Docker image");
        assertThat(lines).anyMatch(line -> line.matches("(?i)step 2/.*COPY \\. /app"));
    }

    @Test
    void unchanged_steps_come_from_the_cache_unless_it_is_off() throws Exception {
        var text = RUN + "echo made-$((40+2))\n";
        build(request().dockerfile(text));
        assertThat(lines).contains("made-42");

        lines.clear();
        build(request().dockerfile(text));
        assertThat(lines).doesNotContain("made-42");

        lines.clear();
        build(request().dockerfile(text).withoutCache());
        assertThat(lines).contains("made-42");
    }

    @Test
    void config_reaches_the_build_only_when_switched_on() throws Exception {
        var text = "FROM busybox:latest\nARG CANARY\nRUN echo \"canary=[$CANARY]\"\n";

        build(request().dockerfile(text).config(Map.of("CANARY", "c4nary")));
        assertThat(lines).as("D14").contains("canary=[]").noneMatch(line -> line.contains("c4nary"));

        build(request().dockerfile(text).buildArgs(Map.of("CANARY", "c4nary")));
        assertThat(lines).contains("canary=[c4nary]");
    }

    @Test
    void a_failing_command_fails_the_build_and_leaves_the_image_before() throws Exception {
        var before = build(request().dockerfile(RUN + "true\n"));

        assertThatThrownBy(() -> build(request().dockerfile(RUN + "echo oh no; exit 7\n")))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("7");

        assertThat(lines).contains("oh no");
        assertThat(engine.images().find(before.image()))
                .map(image -> image.id())
                .contains(before.id());
    }

    @ParameterizedTest(name = "D02 {index}")
    @ValueSource(
            strings = {
                "FROM busybox:latest\r\nRUN echo one && \\\r\n echo two\r\n",
                "\uFEFFFROM busybox:latest\nRUN echo one && echo two\n",
                "from busybox:latest\nrun echo one && \\\n  # comment\n\n  echo two\n",
                "# syntax=docker/dockerfile:1\nARG B=busybox\nFROM ${B}:latest AS x\nRUN echo one; echo two\n"
            })
    void engines_read_a_dockerfile_as_we_do(String text) throws Exception {
        build(request().dockerfile(text).withoutCache());

        assertThat(lines).containsSubsequence("one", "two");
    }

    @Test
    void stages_can_be_copied_from() throws Exception {
        var built = build(request().dockerfile("""
                FROM busybox:latest AS make
                RUN echo made > /made
                FROM busybox:latest
                COPY --from=make /made /first
                COPY --from=0 /made /second
                CMD ["cat", "/first", "/second"]
                """));

        assertThat(run(built.id(), List.of())).isEqualTo("made\nmade\n");
    }

    @Test
    void another_apps_image_cannot_be_built_on_by_any_of_its_names(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM busybox:latest\nRUN echo private > /private\n");
        var labels = Map.of("cc.drycc.app", "other", "cc.drycc.platform", "test");
        engine.images().build(plain(folder, "drycc-test/other:git-1", labels), line -> {});
        var other = engine.images().build(plain(folder, "innocent:1", labels), line -> {});
        String id = other.id().value().substring("sha256:".length());

        for (String name : List.of(
                "drycc-test/other:git-1",
                "localhost/drycc-test/other:git-1",
                "docker.io/drycc-test/other:git-1",
                "innocent:1",
                id,
                id.substring(0, 12),
                id.substring(0, 3),
                other.id().value())) {
            for (String text :
                    List.of("FROM " + name + "\n", "FROM busybox:latest\nCOPY --from=" + name + " /private /x\n")) {
                assertThatThrownBy(() -> build(request().dockerfile(text)))
                        .as("D12 " + text)
                        .isInstanceOf(BuildFailed.class)
                        .message()
                        .containsAnyOf("unauthorized", "by name and tag only");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "D11 up | COPY ../../../../../../../../../../../../etc/passwd /x",
                "D11 absolute | COPY /proc/1/environ /x",
                "D11 up by ADD | ADD ../../../../../../../../../../../../etc/passwd /x",
                "D11 absolute by ADD | ADD /etc/passwd /x",
                "D11 mounted | RUN --mount=type=bind,source=etc,target=/x cat /x/passwd",
                "D17 nowhere | FROM registry.invalid/private/base:1"
            })
    void nothing_outside_the_source_is_taken(String row, String line) {
        assertThatThrownBy(() -> build(request().dockerfile("FROM busybox:latest\n" + line + "\nRUN cat /x\n")))
                .as(row)
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("Dockerfile line 2");
        assertThat(lines).noneMatch(text -> text.contains("root:"));
    }

    @Test
    void a_build_reaches_nothing_that_listens_on_the_machines_own_loopback() throws Exception {
        var accepted = new AtomicInteger();
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        server.accept().close();
                        accepted.incrementAndGet();
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            int port = server.getLocalPort();

            build(request().dockerfile(RUN + """
                    httpd -p 8123 && nc -w 3 127.0.0.1 8123 </dev/null && echo own is reached; \\
                    for host in 127.0.0.1 localhost 0.0.0.0 $(ip route | awk '/default/ {print $3}'); do \\
                      nc -w 3 $host %d </dev/null && echo reached $host || echo unreachable; done
                    """.formatted(port)));

            // Docker colours what is written to stderr, and the end of a colour stands before the next line
            assertThat(lines)
                    .anyMatch(line -> line.endsWith("own is reached"))
                    .anyMatch(line -> line.endsWith("unreachable"));
            assertThat(accepted).as("D08").hasValue(0);
        }
    }

    @Test
    void a_build_does_not_reach_the_clouds_metadata() throws Exception {
        var missing = MachinesAddress.missing().or(MetadataGuard::missing);
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (var address = MachinesAddress.take()) {
            build(request()
                    .dockerfile(RUN + "ip route | grep -q default || { echo no network; exit 0; }; " + address.probe()
                            + "\n"));

            // buildkitd may have no network for builds
            assertThat(lines).as("D08").containsAnyOf("other reached", "no network");
            assertThat(address.accepted()).isEqualTo(lines.contains("other reached") ? 1 : 0);
        }
    }

    @Test
    void what_an_image_sets_stays_in_its_containers() throws Exception {
        var built = build(request().dockerfile("""
                FROM busybox:latest
                LABEL note="a\u001b[2Jb" two="a\\
                b"
                ENV LD_PRELOAD=/nowhere/canary.so DOCKER_HOST=tcp://192.0.2.1:1 BASH_ENV=/nowhere/canary
                RUN echo still here
                CMD ["env"]
                """));

        assertThat(lines).as("D16").contains("still here");
        assertThat(run(built.id(), List.of())).contains("LD_PRELOAD=/nowhere/canary.so");
        build(request().dockerfile(RUN + "env | grep -c canary || echo none\n").withoutCache());
        assertThat(lines).contains("none");
    }

    @Test
    void a_build_that_hangs_is_cut_at_its_limit() {
        var limits = new BuildLimits(Duration.ofSeconds(4), 1 << 20, 0, 1024);

        assertThatThrownBy(() -> build(request().dockerfile(RUN + "sleep 600\n").limits(limits)))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("4 s");
    }

    @Test
    void a_build_that_never_stops_talking_is_cut_at_its_limit() {
        var limits = new BuildLimits(Duration.ofSeconds(60), 64 << 10, 0, 1024);

        assertThatThrownBy(() -> build(request().dockerfile(RUN + "yes\n").limits(limits)))
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("64 KiB");
        assertThat(String.join("\n", lines).length()).isLessThan(70 << 10);
    }

    @ParameterizedTest(name = "D13 {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "one file | yes >/large | a file grew beyond 48 MiB",
                "one file by a command that goes on | dd if=/dev/zero of=/large bs=1M; exit 4 | a file grew beyond 48 MiB",
                "many files | for i in $(seq 40); do head -c 4000000 </dev/zero >/f$i; done; sleep 60"
                        + " | the build wrote more than 48 MiB and was stopped",
                "much in many steps | head -c 40000000 </dev/zero >/f; sleep 1 THEN head -c 40000000 </dev/zero >/g; sleep 60"
                        + " | the build wrote more than 48 MiB and was stopped"
            })
    void a_build_that_fills_the_disk_is_cut_at_its_limit(String what, String command, String reason) throws Exception {
        var limits = new BuildLimits(Duration.ofSeconds(40), 1 << 20, 0, 1024, new DiskLimit(48 << 20));
        String text = RUN + "mkdir /before\nRUN " + command.replace(" THEN ", "\nRUN ") + "\n";

        assertThatThrownBy(() -> build(request().dockerfile(text).limits(limits)))
                .as(what)
                .isInstanceOf(BuildFailed.class)
                .hasMessageStartingWith("Dockerfile line ")
                .hasMessageContaining(reason)
                .hasMessageContaining("ask the operator to raise DRYCC_BUILD_DISK_LIMIT");
    }

    @Test
    void an_image_for_another_processor_is_refused() throws Exception {
        ForeignImage.load(Objects.requireNonNull(daemon), "elsewhere:1");

        assertThatThrownBy(() -> build(request().dockerfile("FROM elsewhere:1\nCOPY . /app\n")))
                .as("D17")
                .isInstanceOf(BuildFailed.class)
                .hasMessageContaining("the image is for s390x processors");

        assertThat(engine.images().labelled(Requests.LABELS))
                .extracting(Image::architecture)
                .doesNotContain("s390x");
    }

    @Test
    void apps_build_beside_each_other() throws Exception {
        int rounds = 6;
        var builds = new ArrayList<Callable<List<ImageId>>>();
        for (String app : List.of("first", "second", "third")) {
            builds.add(() -> {
                var made = new ArrayList<ImageId>();
                for (int round = 0; round < rounds; round++) {
                    var request = request().app(app).dockerfile(RUN + "echo " + app + round + "\n");
                    made.add(build(request).id());
                }
                return made;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var built : threads.invokeAll(builds)) {
                assertThat(built.get()).hasSize(rounds).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void nothing_is_kept_of_a_destroyed_app() throws Exception {
        build(request().app("leaving").dockerfile(RUN + "echo one\n"));

        builder.forget(new AppName("leaving"));
        builder.forget(new AppName("never-there"));

        try (var files = Files.walk(kept)) {
            assertThat(files).noneMatch(file -> file.endsWith("leaving"));
        }
        build(request().app("leaving").dockerfile(RUN + "echo two\n"));
        assertThat(lines).contains("two");
    }

    @Test
    void a_mistake_is_told_with_its_line() {
        refused("", "empty");
        refused("# nothing\n", "no FROM");
        refused("RUN true\n", "Dockerfile line 1");
        refused("FROM busybox:latest\n\nFRUN true\n", "Dockerfile line 3", "unknown instruction");
        refused("FROM busybox:latest\nRUN a\0b\n", "Dockerfile line 2", "NUL");
        refused("FROM busybox:latest\nEXPOSE 70000\n", "Dockerfile line 2");
        refused("FROM busybox:latest\nEXPOSE abc\n", "Dockerfile line 2");
        refused("FROM busybox:latest\nEXPOSE 80 443\n", "config set PORT");
        refused("FROM busybox:latest\nCOPY nothing /x\n", "Dockerfile line 2", "not found");
        refused("FROM busybox:latest\nRUN true\nRUN echo oh; exit 9\n", "Dockerfile line 3", "code 9");
    }

    @Test
    void nothing_outside_the_source_can_be_had() {
        refused(RUN + "--security=insecure id\n", "Dockerfile line 2");
        refused(RUN + "--network=host id\n", "Dockerfile line 2");
        refused(RUN + "--device=/dev/kvm id\n", "Dockerfile line 2");
        refused(RUN + "--mount=type=ssh id\n", "Dockerfile line 2");
        refused(RUN + "--mount=type=bind,source=/etc,target=/x id\n", "Dockerfile line 2");
        refused(RUN + "--mount=type=secret,id=FOREIGN id\n", "Dockerfile line 2", "secret");
        refused("# syntax=evil/frontend:1\nFROM busybox:latest\n", "Dockerfile line 1", "syntax");
        refused("FROM busybox:latest\nCOPY ../../../../../etc/hostname /x\n", "Dockerfile line 2");
        refused("FROM busybox:latest\nCOPY /proc/1/environ /x\n", "Dockerfile line 2");
        refused("FROM nowhere.invalid/none:1\n", "nowhere.invalid/none:1");
    }

    @Test
    void a_fork_bomb_stays_in_its_cage_and_nothing_of_it_is_left() throws Exception {
        var limits = new BuildLimits(Duration.ofSeconds(15), 1 << 20, 0, 60);
        String marker = marker();

        assertThatThrownBy(() -> build(request()
                        .dockerfile(
                                RUN + "i=0; while [ $i -lt 200 ]; do sleep " + marker + " & i=$((i+1)); done; wait\n")
                        .limits(limits)))
                .isInstanceOf(BuildFailed.class);

        await().atMost(Duration.ofSeconds(20)).until(() -> running(marker).isEmpty());
    }

    @Test
    void a_build_that_is_stopped_ends_at_once_with_all_it_started() throws Exception {
        String marker = marker();
        var outcome = new CompletableFuture<Throwable>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                build(request().dockerfile(RUN + "sleep " + marker + " & sleep " + marker + "\n"));
                outcome.complete(new AssertionError("it was not stopped"));
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> running(marker).size() >= 2);

        thread.interrupt();

        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> running(marker).isEmpty());
        build(request().dockerfile(RUN + "echo next\n"));
        assertThat(lines).contains("next");
    }

    @Test
    void a_config_value_is_mounted_as_a_secret_and_left_nowhere(@TempDir Path folder) throws Exception {
        String canary = "c4nary-" + marker();
        String text = RUN + "--mount=type=secret,id=TOKEN,target=/t/token,mode=0400 grep -c c4nary /t/token; sleep 1\n"
                + "RUN --mount=type=secret,id=TOKEN --mount=type=secret,id=NONE,required=false ls /run/secrets\n"
                + "COPY . /all\nRUN ! cat /run/secrets/TOKEN && ! grep -r nary-[0-9] /all\n";
        var request = request().dockerfile(text).config(Map.of("TOKEN", canary + "\n2nd " + canary, "OTHER", canary));
        if (secrets() == Secrets.REFUSED) {
            assertThatThrownBy(() -> build(request))
                    .hasMessageContaining("Dockerfile line 2")
                    .hasMessageContaining("DRYCC_STACK=buildah");
            return;
        }

        var seen = new CommandLines(canary);
        BuiltImage built = seen.during(() -> build(request));

        assertThat(seen.found()).isEmpty();
        assertThat(lines).contains("2", "TOKEN").noneMatch(line -> line.contains(canary));
        Path archive = folder.resolve("image.tar");
        engine.images().save(built.id(), archive);
        assertThat(Files.readString(archive, ISO_8859_1)).doesNotContain(canary);
    }

    @Test
    void what_was_made_with_a_secret_is_no_other_apps() throws Exception {
        String text = RUN + "--mount=type=secret,id=TOKEN cat /run/secrets/TOKEN >/kept\n";
        if (secrets() == Secrets.REFUSED) {
            refused(text, "Dockerfile line 2");
            return;
        }
        for (String app : List.of("first", "second")) {
            var built = build(request().app(app).dockerfile(text).config(Map.of("TOKEN", "of-" + app)));

            assertThat(run(built.id(), List.of("cat", "/kept"))).isEqualTo("of-" + app);
        }
    }

    @Test
    void a_private_repository_is_cloned_with_the_apps_key_which_is_left_nowhere(@TempDir Path folder) throws Exception {
        if (secrets() != Secrets.MOUNTED_WITH_AGENT) {
            refused("FROM busybox:latest\nRUN --mount=type=ssh id\n", "Dockerfile line 2", "DRYCC_STACK=buildah");
        }
        if (secrets() == Secrets.REFUSED) {
            return;
        }
        var missing = GitOverSsh.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path context = Files.createDirectory(folder.resolve("client"));
        Files.writeString(context.resolve("Dockerfile"), "FROM busybox:latest\n" + GitOverSsh.client(context));
        engine.images().build(plain(context, "git-client:latest", Map.of()), line -> {});
        try (var git = GitOverSsh.start(folder.resolve("server"))) {
            String canary = git.key().lines().toList().get(2);
            String known = git.publicKey();
            String clone = "-o StrictHostKeyChecking=accept-new' git clone -q " + git.url();
            String text = "FROM git-client:latest\n" // buildkitd may have no network for builds
                    + "RUN --mount=type=secret,id=SSH_KEY,mode=0400 ssh-keygen -y -f /run/secrets/SSH_KEY;"
                    + " ip route | grep -q default || { echo no network; exit 0; };"
                    + " GIT_SSH_COMMAND='ssh -i /run/secrets/SSH_KEY " + clone + " /a && cat /a/greeting\n"
                    + (secrets() == Secrets.MOUNTED
                            ? ""
                            : "RUN --mount=type=ssh ssh-add -L | sed 's/^/agent /'; ip route | grep -q default || exit 0;"
                                    + " GIT_SSH_COMMAND='ssh " + clone + " /b && cat /b/greeting\n")
                    + "RUN ! GIT_SSH_COMMAND='ssh " + clone + " /c\n";
            var seen = new CommandLines(canary);

            BuiltImage built = seen.during(() -> build(request()
                    .dockerfile(text)
                    .config(Map.of("SSH_KEY", git.key().strip(), "OTHER", "x"))));

            assertThat(lines)
                    .anyMatch(line -> line.startsWith(known))
                    .containsAnyOf(GitOverSsh.GREETING, "no network")
                    .noneMatch(line -> line.contains(canary));
            assertThat(lines.stream().anyMatch(line -> line.startsWith("agent " + known)))
                    .isEqualTo(secrets() == Secrets.MOUNTED_WITH_AGENT);
            assertThat(seen.found()).isEmpty();
            Path archive = folder.resolve("image.tar");
            engine.images().save(built.id(), archive);
            assertThat(Files.readString(archive, ISO_8859_1)).doesNotContain(canary);
            assertThatThrownBy(() -> build(request()
                            .dockerfile(text)
                            .config(Map.of("SSH_KEY", git.key().substring(0, 200)))))
                    .isInstanceOf(BuildFailed.class)
                    .hasMessageContaining("Dockerfile line 2")
                    .hasMessageContaining("SSH_KEY is no private key, or a part of one is missing");
        }
    }

    @Test
    void a_private_base_image_is_pulled_with_a_login_that_is_left_nowhere(@TempDir Path folder) throws Exception {
        var missing = TestRegistry.missing();
        missing.ifPresent(reason -> System.out.println("SKIPPED " + getClass().getSimpleName() + ": " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (var registry = TestRegistry.locked(folder.resolve("registry"))) {
            var login = TestRegistry.CANARY;
            ImageRef base = registry.name("acme/base:1");
            engine.images()
                    .push(
                            new ImagePush(
                                    new ImageRef("busybox:latest"),
                                    base,
                                    Optional.of(login),
                                    Security.UNVERIFIED,
                                    Duration.ofMinutes(1)),
                            line -> {});
            var account = new Account(login.username(), new Password.Fixed(login.password()));
            var settings = new RegistrySettings(registry.host(), "acme", Optional.of(account), Security.UNVERIFIED);
            var platform = new PlatformRegistry(settings, engine.images(), List.of());
            String text = "FROM " + base + " AS a\nRUN echo made-of-it\nFROM busybox:latest\nCOPY --from=" + base
                    + " /bin/busybox /b\n";
            // Docker takes plain HTTP of this machine, Podman only for what the platform calls its own
            var logins = engine.images().mountsSecrets()
                    ? new BaseLogins(Optional.empty(), Optional.of(platform))
                    : new BaseLogins(Optional.of(login), Optional.empty());
            var seen = new CommandLines(login.password());

            BuiltImage built = seen.during(
                    () -> build(request().dockerfile(text).logins(logins).withoutCache()));

            assertThat(engine.images().find(base)).isEmpty();
            assertThat(built.bases()).anyMatch(one -> one.name().equals(base.value()));
            assertThat(seen.found()).isEmpty();
            assertThat(lines).noneMatch(line -> line.contains(login.password()));
            Path archive = folder.resolve("image.tar");
            engine.images().save(built.id(), archive);
            assertThat(Files.readString(archive, ISO_8859_1)).doesNotContain(login.password());
            assertThatThrownBy(() -> build(request().dockerfile(text)))
                    .as("D17, an app without the login")
                    .isInstanceOf(BuildFailed.class)
                    .hasMessageContaining("Dockerfile line 1");
        }
    }

    @Test
    void a_build_argument_is_on_nobodys_command_line() throws Exception {
        String canary = "c4nary-" + marker();
        var seen = new CommandLines(canary);

        seen.during(() -> build(request()
                .dockerfile("FROM busybox:latest\nARG CANARY\nRUN sleep 1; echo ${#CANARY}\n")
                .buildArgs(Map.of("CANARY", canary))));

        assertThat(seen.found()).isEmpty();
        assertThat(lines).contains(Integer.toString(canary.length())).noneMatch(line -> line.contains(canary));
    }

    @Test
    void the_platforms_labels_cannot_be_taken() {
        try {
            var built = build(request().dockerfile("FROM busybox:latest\nLABEL cc.drycc.app=other\n"));
            assertThat(engine.images().find(built.image()).orElseThrow().labels())
                    .containsAllEntriesOf(Requests.LABELS);
        } catch (Exception e) {
            assertThat(e).isInstanceOf(BuildFailed.class).hasMessageContaining("labels");
        }
    }

    private void refused(String dockerfile, String... words) {
        assertThatThrownBy(() -> build(request().dockerfile(dockerfile).config(Map.of("MINE", "x"))))
                .as(dockerfile)
                .isInstanceOfAny(BuildFailed.class, SourceRefused.class)
                .message()
                .contains(words)
                .doesNotContain("\n");
    }

    /** A number that no other process has among its arguments. */
    private static String marker() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(100_000, 999_999));
    }

    private static List<ProcessHandle> running(String marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).equals(List.of(marker)))
                        .orElse(false))
                .toList();
    }

    private Requests request() {
        return new Requests(work);
    }

    private BuiltImage build(Requests requests) throws Exception {
        BuildRequest request = requests.make();
        try (var _ = request.source()) {
            return builder.build(request, lines::add);
        }
    }

    private static ImageBuild plain(Path folder, String tag, Map<String, String> labels) {
        return new ImageBuild(
                folder,
                List.of(),
                "Dockerfile",
                new ImageRef(tag),
                Map.of(),
                labels,
                false,
                Resources.DEFAULT,
                Duration.ofMinutes(1),
                1 << 20);
    }

    private String run(ImageId image, List<String> command) throws InterruptedException {
        var output = new ByteArrayOutputStream();
        var name = new PodName("hello-run-" + Long.toHexString(System.nanoTime()));
        var end = engine.run(
                new Job(
                        new AppName("hello"),
                        name,
                        image.asRef(),
                        List.of(),
                        command,
                        Map.of(),
                        Resources.DEFAULT,
                        Duration.ofSeconds(30),
                        1 << 20),
                (stream, bytes) -> output.writeBytes(bytes));
        assertThat(end).isEqualTo(new JobEnd.Exited(0));
        return output.toString(UTF_8);
    }
}
