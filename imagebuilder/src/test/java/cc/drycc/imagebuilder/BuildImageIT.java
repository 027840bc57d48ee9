package cc.drycc.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.BuildOutcome.Built;
import cc.drycc.imagebuilder.BuildOutcome.Failed;
import cc.drycc.imagebuilder.BuildOutcome.Fault;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.storage.AccessKey;
import cc.drycc.storage.EmbeddedS3;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.S3ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The steps around a builder, with real storage and a builder that does what a test says. */
@Timeout(60)
class BuildImageIT {

    private static final String SHA = "060da68f9e3a4c1b2d5e6f708192a3b4c5d6e7f8";
    private static final ObjectKey ARCHIVE = new ObjectKey("home/hello:git-060da68f/tar");
    private static final Map<String, String> CONFIG =
            Map.of("TOKEN", "c4nary-s3cret", "PORT", "5000", "DEBUG", "true", "DRYCC_STACK", "container");

    @TempDir
    static Path shared;

    private static EmbeddedS3 server;
    private static S3ObjectStore objects;

    @TempDir
    Path work;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<BuildRequest> requests = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = EmbeddedS3.start(shared.resolve("objects"), 0, AccessKey.generate());
        objects = new S3ObjectStore(server.settings());
    }

    @AfterAll
    static void stop() {
        objects.close();
        server.close();
    }

    @BeforeEach
    void storeGoodSource() {
        store(Map.of("Dockerfile", "FROM scratch\n", "Procfile", "web: ./serve\nworker: ./work\n"));
    }

    @AfterEach
    void leaves_no_source_behind() {
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void a_good_source_becomes_an_image() throws Exception {
        var outcome = build((request, log) -> {
            assertThat(request.source().root().resolve("Dockerfile")).hasContent("FROM scratch\n");
            log.line("-----> Building");
            return image(request);
        });

        assertThat(outcome).asInstanceOf(type(Built.class)).satisfies(built -> {
            assertThat(built.stack()).isEqualTo("container");
            assertThat(built.sha()).isEqualTo(SHA);
            assertThat(built.procfile().toMap()).containsOnlyKeys("web", "worker");
        });
        assertThat(lines).containsExactly("-----> Building", "Build complete.");
        assertThat(requests.getFirst().labels())
                .containsEntry("cc.drycc.platform", "test")
                .containsEntry("cc.drycc.app", "hello")
                .containsEntry("cc.drycc.sha", SHA)
                .containsEntry("cc.drycc.builder", "container")
                .containsEntry("org.opencontainers.image.revision", SHA);
        assertThat(requests.getFirst().cache()).isEqualTo(LayerCache.USE);
        assertThat(requests.getFirst().recipe()).isEqualTo(Recipe.DEFAULT);
    }

    @Test
    void switches_of_the_app_reach_the_builder() throws Exception {
        var on = Map.of("DRYCC_DISABLE_CACHE", "1", "DRYCC_DOCKER_BUILD_ARGS_ENABLED", "true");
        runner(new BuildQueue(2, 10), this::recorded).run(job(on), lines::add);

        assertThat(requests.getFirst().cache()).isEqualTo(LayerCache.SKIP);
        assertThat(requests.getFirst().recipe().buildArgs()).isEqualTo(on);
    }

    @Test
    void secrets_never_reach_the_log_or_the_reason() throws Exception {
        var outcome = build((request, log) -> {
            log.line("echo c4nary-s3cret on port 5000 true");
            throw new BuildFailed("step 2 failed: c4nary-s3cret\nsecond line");
        });

        assertThat(lines).containsExactly("echo ***** on port 5000 true");
        assertThat(outcome).isEqualTo(new Failed(Fault.SOURCE, "step 2 failed: *****"));
        assertThat(requests.getFirst()).asString().doesNotContain("c4nary");
        assertThat(job(CONFIG)).asString().doesNotContain("c4nary");
    }

    @Test
    void a_bad_procfile_is_told_before_anything_is_built() throws Exception {
        store(Map.of("Dockerfile", "FROM scratch\n", "Procfile", "web: a\nweb: b\n"));

        assertThat(build((request, log) -> image(request)))
                .isEqualTo(new Failed(Fault.SOURCE, "Procfile line 2: web is already declared on line 1"));
        assertThat(requests).isEmpty();
    }

    @Test
    void nothing_to_build_is_told() throws Exception {
        store(Map.of("README", "x"));

        assertThat(runner(new BuildQueue(2, 10), this::recorded).run(job(Map.of()), lines::add))
                .asInstanceOf(type(Failed.class))
                .satisfies(failed -> assertThat(failed.reason()).startsWith("No Dockerfile"));
    }

    @Test
    void a_broken_archive_is_the_pushers_and_a_missing_one_the_platforms() throws Exception {
        byte[] junk = "no archive at all".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        objects.put(ARCHIVE, new ByteArrayInputStream(junk), junk.length);
        assertThat(build((request, log) -> image(request)))
                .asInstanceOf(type(Failed.class))
                .satisfies(failed -> assertThat(failed.fault()).isEqualTo(Fault.SOURCE));

        objects.delete(ARCHIVE);
        assertThat(build((request, log) -> image(request)))
                .asInstanceOf(type(Failed.class))
                .satisfies(failed -> {
                    assertThat(failed.fault()).isEqualTo(Fault.PLATFORM);
                    assertThat(failed.reason()).contains("object storage", "is not there");
                });
    }

    @Test
    void an_engine_that_is_away_is_the_platforms_fault() throws Exception {
        assertThat(build((request, log) -> {
                    throw new EngineProblem("podman does not answer");
                }))
                .isEqualTo(new Failed(Fault.PLATFORM, "podman does not answer"));
    }

    @Test
    void who_must_wait_is_told() throws Exception {
        var queue = new BuildQueue(1, 10);
        var turn = queue.enter(ahead -> {}).orElseThrow();
        var runner = runner(queue, this::recorded);
        Thread build = Thread.ofVirtual().start(() -> {
            try {
                runner.run(job(CONFIG), lines::add);
            } catch (InterruptedException e) {
                lines.add("interrupted");
            }
        });
        await().until(() -> lines.contains("       waiting for 1 build before yours"));
        assertThat(requests).isEmpty();

        turn.close();
        build.join();

        assertThat(lines).last().isEqualTo("Build complete.");
    }

    @Test
    void a_build_that_is_stopped_cleans_up_and_frees_its_turn() throws Exception {
        var queue = new BuildQueue(1, 10);
        var started = new CountDownLatch(1);
        var runner = runner(queue, (request, log) -> {
            started.countDown();
            new CountDownLatch(1).await();
            return image(request);
        });
        Thread build = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> runner.run(job(CONFIG), lines::add))
                        .isInstanceOf(InterruptedException.class));
        started.await();
        assertThat(work).isNotEmptyDirectory();

        build.interrupt();
        build.join();

        assertThat(work).isEmptyDirectory();
        queue.enter(ahead -> lines.add("must wait")).orElseThrow().close();
        assertThat(lines).doesNotContain("must wait");
    }

    @Test
    void what_a_killed_process_left_is_gone_after_a_restart() throws Exception {
        Files.writeString(Files.createDirectory(work.resolve("source-123")).resolve("Dockerfile"), "x");

        runner(new BuildQueue(1, 1), this::recorded);

        assertThat(work).isEmptyDirectory();
    }

    private BuildOutcome build(ScriptedBuilder.Script script) throws Exception {
        return runner(new BuildQueue(2, 10), script).run(job(CONFIG), lines::add);
    }

    private BuildImage runner(BuildQueue queue, ScriptedBuilder.Script script) throws IOException {
        var builder = new ScriptedBuilder("container", (request, log) -> {
            requests.add(request);
            return script.build(request, log);
        });
        var settings = new BuildSettings("test", work, BuildLimits.DEFAULT, ExtractLimits.DEFAULT);
        return new BuildImage(objects::open, new ImageBuilders(List.of(builder), Optional.empty()), queue, settings);
    }

    private BuiltImage recorded(BuildRequest request, cc.drycc.engine.BuildLog log) {
        return image(request);
    }

    private static BuildJob job(Map<String, String> config) {
        return new BuildJob(new AppName("hello"), SHA, ARCHIVE, new ImageRef("drycc-test/hello:git-060da68f"), config);
    }

    private static BuiltImage image(BuildRequest request) {
        return new BuiltImage(
                request.image(), new ImageId("sha256:" + "a".repeat(64)), OptionalInt.of(5000), "FROM scratch\n");
    }

    private static void store(Map<String, String> files) {
        byte[] archive = Sources.of(files);
        objects.put(ARCHIVE, new ByteArrayInputStream(archive), archive.length);
    }
}
