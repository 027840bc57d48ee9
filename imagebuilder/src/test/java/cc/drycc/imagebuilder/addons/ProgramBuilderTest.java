package cc.drycc.imagebuilder.addons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executables that do all kinds of things. */
@Timeout(60)
class ProgramBuilderTest {

    private static final String ABOUT =
            "#!/bin/sh\n[ $1 = build ] || { echo '{\"about\": {\"version\": \"1\", \"files\": [\"index.html\"]}}'; exit; }\n";
    private static final Map<String, String> LABELS = Map.of("cc.drycc.app", "hello");
    private static final ImageRef NAME = new ImageRef("drycc/hello:git-060da68f");

    @TempDir
    Path folder;

    private final KeptImages images = new KeptImages();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Path work;
    private Source source;

    @BeforeEach
    void unpack() throws Exception {
        work = Files.createDirectory(folder.resolve("work"));
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("index.html");
            entry.setSize(2);
            tar.putArchiveEntry(entry);
            tar.write("hi".getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
        }
        source = Source.unpack(new ByteArrayInputStream(bytes.toByteArray()), work, ExtractLimits.DEFAULT);
    }

    @AfterEach
    void leaves_nothing_but_the_source() throws Exception {
        source.close();
        assertThat(work).isEmptyDirectory();
    }

    private ProgramBuilder builder(String script) throws Exception {
        var file = Files.writeString(folder.resolve("drycc-builder-test"), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return ProgramBuilder.ask("test", file, images);
    }

    private BuiltImage build(String script, BuildLimits limits) throws Exception {
        var request = new BuildRequest(
                new AppName("hello"),
                "060da68f9e3a4c1b2d5e6f708192a3b4c5d6e7f8",
                source,
                NAME,
                Map.of("TOKEN", "s3cret", "PORT", "4000"),
                LABELS,
                limits,
                LayerCache.USE,
                Recipe.DEFAULT);
        return builder(ABOUT + script).build(request, log::add);
    }

    private BuiltImage build(String script) throws Exception {
        return build(script, BuildLimits.DEFAULT);
    }

    private BuildFailed failure(String script, BuildLimits limits) {
        return catchThrowableOfType(BuildFailed.class, () -> build(script, limits));
    }

    private BuildFailed failure(String script) {
        return failure(script, BuildLimits.DEFAULT);
    }

    private static BuildLimits limits(Duration time, long logBytes) {
        return new BuildLimits(time, logBytes, 0, 100);
    }

    /** Answers with an image of one layer; {@code $extra} goes into its configuration. */
    private static String makes(String extra) {
        return """
                head -c 1024 /dev/zero >layer.tar
                d=$(sha256sum layer.tar | cut -d' ' -f1)
                echo "{\\"rootfs\\": {\\"diff_ids\\": [\\"sha256:$d\\"]} %s}" >c.json
                echo '[{"Config": "c.json", "RepoTags": ["drycc/other:git-1"], "Layers": ["layer.tar"]}]' >manifest.json
                tar -cf image.tar c.json manifest.json layer.tar
                echo '{"archive": "image.tar"}'
                """.formatted(extra);
    }

    @Test
    void an_archive_becomes_the_apps_image_whatever_names_and_labels_it_brings() throws Exception {
        var built = build(makes(", \\\"config\\\": {\\\"Labels\\\": {\\\"cc.drycc.app\\\": \\\"other\\\"}}"));

        assertThat(built.image()).isEqualTo(NAME);
        assertThat(built.port()).isEqualTo(OptionalInt.of(4000));
        assertThat(images.names).containsOnlyKeys(NAME).containsEntry(NAME, built.id());
        assertThat(images.find(NAME).orElseThrow().labels()).isEqualTo(LABELS);
    }

    @Test
    void the_same_archive_gives_the_same_image() throws Exception {
        assertThat(build(makes("")).id()).isEqualTo(build(makes("")).id());
    }

    @Test
    void an_image_in_the_engine_is_taken_with_its_labels() throws Exception {
        var id = new ImageId("sha256:" + "a".repeat(64));
        images.put(id, LABELS);

        assertThat(build("echo '{\"image\": \"" + id + "\"}'").id()).isEqualTo(id);
        assertThat(images.names).containsEntry(NAME, id);
    }

    @Test
    void another_apps_image_is_not_taken() {
        var id = new ImageId("sha256:" + "a".repeat(64));
        images.put(id, Map.of("cc.drycc.app", "other"));

        assertThat(failure("echo '{\"image\": \"" + id + "\"}'"))
                .hasMessageContaining("without the labels of this build");
        assertThat(images.names).isEmpty();
    }

    @Test
    void it_learns_the_order_from_its_input_and_little_from_its_environment() throws Exception {
        assertThatThrownBy(() -> build("cat >&2; env >&2; pwd >&2; echo '{\"failed\": \"enough\"}'"))
                .isInstanceOf(BuildFailed.class)
                .hasMessage("enough");

        var order = new tools.jackson.databind.json.JsonMapper().readTree(log.getFirst());
        assertThat(order.at("/config/TOKEN").asString()).isEqualTo("s3cret");
        assertThat(order.at("/labels/cc.drycc.app").asString()).isEqualTo("hello");
        assertThat(order.at("/source").asString()).isEqualTo(source.root().toString());
        assertThat(order.at("/work").asString()).isEqualTo(log.getLast());
        assertThat(log.subList(1, log.size() - 1).stream().map(line -> line.replaceFirst("=.*", "")))
                .containsExactlyInAnyOrder(
                        "PATH",
                        "HOME",
                        "TMPDIR",
                        "LANG",
                        "PWD",
                        "DRYCC_APP",
                        "DRYCC_SHA",
                        "DRYCC_SOURCE",
                        "DRYCC_WORK",
                        "DRYCC_IMAGE");
    }

    @Test
    void one_that_hangs_is_killed_with_all_it_started() throws Exception {
        var pids = folder.resolve("pids");

        var failed = failure(
                "sleep 1001 & echo $! >>" + pids + "; (sleep 1002 & echo $! >>" + pids + "); sleep 1003",
                limits(Duration.ofMillis(1500), 1 << 20));

        assertThat(failed).hasMessage("The builder test did not end after 1 s and was stopped");
        for (var pid : Files.readAllLines(pids)) {
            await().until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }

    @Test
    void what_it_leaves_behind_does_not_hold_the_build_up() throws Exception {
        long begin = System.nanoTime();

        build(makes("") + "sleep 1000 &\n");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void one_that_floods_is_stopped() {
        assertThat(failure("while :; do echo yes >&2; done", limits(Duration.ofMinutes(1), 1 << 16)))
                .hasMessage("The builder test was stopped: it wrote more than 64 KiB of output");
        assertThat(failure("exec cat /dev/zero", limits(Duration.ofMinutes(1), 1 << 20)))
                .hasMessageStartingWith("The builder test was stopped: it wrote");
    }

    @Test
    void one_that_dies_says_nothing_or_nonsense_fails_the_build() {
        assertThat(failure("kill -9 $$")).hasMessage("The builder test failed with exit code 137");
        assertThat(failure("exit 3")).hasMessage("The builder test failed with exit code 3");
        assertThat(failure("exit 0")).hasMessage("The builder test ended without an image");
        assertThat(failure("echo hello")).hasMessageContaining("it wrote something that is no JSON");
        assertThat(failure("echo '[]'")).hasMessageContaining("something this platform does not understand");
        assertThat(failure("echo '{\"image\": \"x\"}{'")).hasMessageStartingWith("The builder test");
        assertThat(failure("echo '{\"image\": \"-v/:/h\"}'")).hasMessageContaining("no image id");
        assertThat(failure(makes("") + makes(""))).hasMessageContaining("twice");
    }

    @Test
    void archives_that_are_none_are_told_apart() {
        assertThat(failure("echo '{\"archive\": \"none.tar\"}'")).hasMessageContaining("not in its work folder");
        assertThat(failure("echo '{\"archive\": \"/etc/passwd\"}'")).hasMessageContaining("not in its work folder");
        assertThat(failure("ln -s /etc/passwd x; echo '{\"archive\": \"x\"}'"))
                .hasMessageContaining("not in its work folder");
        assertThat(failure("echo no >x; echo '{\"archive\": \"x\"}'"))
                .hasMessageStartingWith("The image of the builder test cannot be used: it");
        assertThat(failure("echo '[]' >manifest.json; tar -cf x manifest.json; echo '{\"archive\": \"x\"}'"))
                .hasMessageEndingWith("it holds 0 images; one is needed");
        assertThat(failure("echo '{' >manifest.json; tar -cf x manifest.json; echo '{\"archive\": \"x\"}'"))
                .hasMessageEndingWith("JSON in it is broken");
    }

    @Test
    void a_file_of_the_source_chooses_it() throws Exception {
        assertThat(builder(ABOUT).supports(source)).isTrue();
        assertThat(builder("#!/bin/sh\necho '{\"about\": {\"files\": [\"../work\", \"go.mod\"]}}'")
                        .supports(source))
                .isFalse();
    }

    @Test
    void one_that_cannot_say_what_it_is_is_not_used() {
        assertBroken("exit 1", "asked what it is, it exited with code 1");
        assertBroken("exit 0", "it did not say what it is");
        assertBroken("echo '{\"about\": {\"protocol\": 2}}'", "it speaks protocol 2, this platform 1");
        assertBroken("exec cat /dev/urandom", "it wrote");
    }

    private void assertBroken(String script, String reason) {
        assertThatThrownBy(() -> builder("#!/bin/sh\n" + script))
                .isInstanceOf(AddonBroken.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void a_file_that_is_no_program_is_not_used() throws IOException {
        var file = Files.writeString(folder.resolve("drycc-builder-text"), "text");

        assertThatThrownBy(() -> ProgramBuilder.ask("text", file, images))
                .isInstanceOf(AddonBroken.class)
                .hasMessageContaining("chmod +x");
    }
}
