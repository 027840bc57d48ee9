package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Building images and keeping them. */
interface ImageContract extends UnderTest {

    private static ImageRef tag(String name) {
        return new ImageRef("drycc-test/" + name + ":1");
    }

    /** A context on the base image, with something in it that no cache knows. */
    private Path fresh(String name, String instructions) throws Exception {
        Path context = TestImages.context(work().resolve(name), "FROM " + TestImages.BASE + "\n" + instructions);
        Files.writeString(
                context.resolve("salt"),
                Long.toString(ThreadLocalRandom.current().nextLong()));
        return context;
    }

    private BuildFailed failure(ImageBuild build, BuildLog log) {
        return catchThrowableOfType(BuildFailed.class, () -> engine().images().build(build, log));
    }

    private BuildFailed failure(Path context) {
        return failure(TestImages.build(context, tag("broken")), line -> {});
    }

    @Test
    default void files_of_an_image_are_read_although_nothing_of_it_can_run() throws Exception {
        Path context = TestImages.context(work().resolve("unrunnable"), """
                FROM scratch
                COPY salt /var/lib/dpkg/status
                """);
        Files.writeString(context.resolve("salt"), "Package: hello");
        Image image = engine().images().build(TestImages.build(context, tag("unrunnable")), line -> {});

        var read = engine().images()
                .read(
                        image.id(),
                        files -> Stream.of("/var/lib/dpkg/status", "/var/lib", "/lib/apk/db/installed")
                                .flatMap(path -> files.file(path, 100).stream())
                                .map(content -> new String(content, StandardCharsets.UTF_8))
                                .toList());
        var tooLarge = engine().images().read(image.id(), files -> files.file("/var/lib/dpkg/status", 5));

        assertThat(read).containsExactly("Package: hello");
        assertThat(tooLarge).isEmpty();
        var nobody = new ImageId("sha256:" + "0".repeat(64));
        assertThatThrownBy(() -> engine().images().read(nobody, files -> files.file("/x", 100)))
                .isInstanceOf(EngineProblem.class)
                .hasMessageStartingWith("The image cannot be read");
    }

    @Test
    default void a_build_shows_its_steps_the_same_way_on_every_engine() throws Exception {
        Path context = fresh("steps", """
                COPY salt /salt
                RUN echo hi from the build
                ENV COLOUR=blue
                EXPOSE 8000
                ENTRYPOINT ["/bin/sh"]
                CMD ["-c", "true"]
                """);
        List<String> log = new ArrayList<>();
        ImageBuild build = Change.of(TestImages.build(context, tag("steps")))
                .labels(Map.of("cc.drycc.app", "steps", "cc.drycc.sha", "0123abcd"))
                .build();

        Image image = engine().images().build(build, log::add);

        assertThat(log)
                .containsExactly(
                        "Step 1/7 : FROM drycc-test/busybox:1",
                        "Step 2/7 : COPY salt /salt",
                        "Step 3/7 : RUN echo hi from the build",
                        "hi from the build",
                        "Step 4/7 : ENV COLOUR=blue",
                        "Step 5/7 : EXPOSE 8000",
                        "Step 6/7 : ENTRYPOINT [\"/bin/sh\"]",
                        "Step 7/7 : CMD [\"-c\", \"true\"]");
        assertThat(image.labels()).containsEntry("cc.drycc.app", "steps").containsEntry("cc.drycc.sha", "0123abcd");
        assertThat(image.exposedPorts()).containsExactly(8000);
        assertThat(image.env()).containsEntry("COLOUR", "blue");
        assertThat(image.entrypoint()).containsExactly("/bin/sh");
        assertThat(image.command()).containsExactly("-c", "true");
        assertThat(image.tags()).containsExactly(tag("steps"));
        assertThat(engine().images().find(tag("steps"))).contains(image);
        assertThat(engine().images().find(image.id().asRef())).contains(image);
        assertThat(engine().images().labelled(Map.of("cc.drycc.app", "steps"))).containsExactly(image);
        assertThat(engine().images().names()).contains(image.tags().getFirst());
    }

    @Test
    default void layers_are_cached_unless_that_is_not_wanted() throws Exception {
        Path context = fresh("cache", "COPY salt /salt\nRUN echo made\n");
        ImageBuild build = TestImages.build(context, tag("cache"));
        engine().images().build(build, line -> {});
        List<String> second = new ArrayList<>();
        List<String> third = new ArrayList<>();
        Files.setLastModifiedTime(context.resolve("salt"), FileTime.fromMillis(0));

        engine().images().build(build, second::add);
        engine().images().build(Change.of(build).noCache().build(), third::add);

        assertThat(second).contains(" ---> Using cache").doesNotContain("made");
        assertThat(third).contains("made").doesNotContain(" ---> Using cache");
    }

    @Test
    default void what_is_ignored_stays_out_and_links_stay_links() throws Exception {
        Path context = fresh("ignore", "COPY . /src\nRUN cd /src && find . ! -name busybox | sort && readlink link\n");
        for (String file : List.of("a.log", "keep.log", "deep/b.log", "node_modules/x/y", "src/main.c")) {
            Files.createDirectories(context.resolve(file).getParent());
            Files.writeString(context.resolve(file), file);
        }
        Files.createSymbolicLink(context.resolve("link"), Path.of("/etc/passwd"));
        List<String> log = new ArrayList<>();

        engine().images()
                .build(
                        Change.of(TestImages.build(context, tag("ignore")))
                                .excludes(List.of("# noise", "**/*.log", "!keep.log", "node_modules", "Dockerfile"))
                                .build(),
                        log::add);

        assertThat(log)
                .contains("./keep.log", "./src/main.c", "./link", "/etc/passwd")
                .doesNotContain("./a.log", "./deep/b.log", "./node_modules", "./node_modules/x/y");
    }

    @Test
    default void build_arguments_reach_the_build() throws Exception {
        Path context = fresh("args", "ARG COLOUR=none\nCOPY salt /salt\nRUN echo colour is $COLOUR\n");
        List<String> log = new ArrayList<>();

        engine().images()
                .build(
                        Change.of(TestImages.build(context, tag("args")))
                                .buildArgs(Map.of("COLOUR", "green and blue"))
                                .build(),
                        log::add);

        assertThat(log).contains("colour is green and blue");
    }

    @Test
    default void a_failing_command_is_told_with_its_line() throws Exception {
        List<String> log = new ArrayList<>();
        BuildFailed failed = failure(
                TestImages.build(fresh("fails", "COPY salt /salt\nRUN echo about to; exit 3\n"), tag("broken")),
                log::add);

        assertThat(failed).hasMessage("Dockerfile line 3 (RUN echo about to; exit 3): the command exited with code 3");
        assertThat(log).contains("about to");
        assertThat(engine().images().find(tag("broken"))).isEmpty();
    }

    @Test
    default void mistakes_in_a_dockerfile_are_told_for_a_person() throws Exception {
        assertThat(failure(fresh("unknown", "FROBNICATE now\n")))
                .hasMessageStartingWith("Dockerfile line 2")
                .hasMessageContaining("nstruction: FROBNICATE");
        assertThat(failure(fresh("nofile", "COPY not-there /x\n")))
                .hasMessage("Dockerfile line 2 (COPY not-there /x):"
                        + " file not found in the source or excluded by .dockerignore");
        Path empty = Files.createDirectories(work().resolve("empty"));
        assertThat(failure(empty)).hasMessage("there is no file Dockerfile in the source");
        Path linked = Files.createDirectories(work().resolve("linked"));
        Files.createSymbolicLink(linked.resolve("Dockerfile"), Path.of("/etc/passwd"));
        assertThat(failure(linked)).hasMessageContaining("use a plain file");
    }

    @Test
    default void a_base_image_that_cannot_be_had_is_told() throws Exception {
        Path context = TestImages.context(work().resolve("nobase"), "FROM registry.invalid/no/such:1\nRUN true\n");

        assertThat(failure(context))
                .hasMessageStartingWith("Dockerfile line 1 (FROM registry.invalid/no/such:1): ")
                .hasMessageContaining("registry cannot be reached");
    }

    @Test
    default void a_base_image_is_found_under_every_spelling_without_a_network() throws Exception {
        for (String spelling :
                List.of("drycc-test/busybox:1", "docker.io/drycc-test/busybox:1", "localhost/drycc-test/busybox:1")) {
            Path context = TestImages.context(
                    work().resolve("from-" + spelling.hashCode()), "FROM " + spelling + "\nRUN echo based\n");
            List<String> log = new ArrayList<>();

            engine().images()
                    .build(
                            Change.of(TestImages.build(context, tag("from")))
                                    .noCache()
                                    .build(),
                            log::add);

            assertThat(log).as(spelling).contains("based");
        }
    }

    @Test
    default void a_build_that_hangs_or_babbles_is_stopped() throws Exception {
        ImageBuild hangs = Change.of(
                        TestImages.build(fresh("hangs", "COPY salt /salt\nRUN sleep 600\n"), tag("broken")))
                .timeout(Duration.ofSeconds(3))
                .build();
        ImageBuild babbles = Change.of(TestImages.build(fresh("babbles", "COPY salt /salt\nRUN yes\n"), tag("broken")))
                .maxLogBytes(100_000)
                .build();

        assertThat(failure(hangs, line -> {})).as("D13 sleep").hasMessage("not finished after 3 s; it was stopped");
        assertThat(failure(babbles, line -> {}))
                .as("D13 yes")
                .hasMessageStartingWith("the build wrote more than 97 KiB");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Processes.named("sleep 600", "yes")).isEmpty());
    }

    @Test
    default void an_interrupted_build_is_stopped() throws Exception {
        List<String> outcome = new CopyOnWriteArrayList<>();
        Path context = fresh("interrupted", "COPY salt /salt\nRUN echo begun; sleep 601\n");
        Thread builder = Thread.ofVirtual().start(() -> {
            try {
                engine().images().build(TestImages.build(context, tag("broken")), outcome::add);
            } catch (InterruptedException e) {
                outcome.add("interrupted");
            } catch (BuildFailed e) {
                outcome.add(String.valueOf(e.getMessage()));
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> outcome.contains("begun"));

        builder.interrupt();

        assertThat(builder.join(Duration.ofSeconds(10))).isTrue();
        assertThat(outcome).endsWith("interrupted");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Processes.named("sleep 601")).isEmpty());
    }

    @Test
    default void a_build_sees_neither_the_hosts_network_nor_its_memory() throws Exception {
        Path context = fresh(
                "caged",
                "COPY salt /salt\nRUN ip -o link | grep -c . ; ip -o link | grep -E 'podman|docker|br-|veth[0-9a-f]{7}' || true;"
                        + " echo limit $(cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null)\n");
        List<String> log = new ArrayList<>();

        engine().images().build(TestImages.build(context, tag("caged")), log::add);

        assertThat(log)
                .filteredOn(line -> !line.startsWith("Step"))
                .noneMatch(line -> line.matches(".*\\b(podman\\d|docker0|br-).*"));
        assertThat(log).contains("limit " + (512L << 20));
    }

    @Test
    default void a_fork_bomb_in_a_build_stays_in_the_build() throws Exception {
        Path context =
                fresh("bomb", "COPY salt /salt\nRUN for i in $(seq 1 700); do sleep 20 & done; echo all forked\n");
        List<String> log = new ArrayList<>();

        BuildFailed failed = failure(TestImages.build(context, tag("broken")), log::add);

        assertThat(failed).as("D13 fork bomb").isNotNull();
        assertThat(log).doesNotContain("all forked").anyMatch(line -> line.contains("fork"));
    }

    @Test
    default void a_file_that_grows_without_end_is_stopped() throws Exception {
        List<String> log = new ArrayList<>();

        BuildFailed failed = failure(
                TestImages.build(
                        fresh("large", "COPY salt /salt\nRUN dd if=/dev/zero of=/large bs=1M seek=60000 count=1\n"),
                        tag("broken")),
                log::add);

        assertThat(failed)
                .as("D13 50 GB file")
                .hasMessageStartingWith("Dockerfile line 3")
                .hasMessageContaining("a file grew beyond 8 GiB");
    }

    @Test
    default void an_image_is_removed_unless_something_runs_it() throws Exception {
        Path context = fresh("removed", "COPY salt /salt\n");
        Image image = engine().images().build(TestImages.build(context, tag("removed")), line -> {});
        apply(With.image(worker("x"), image.id().asRef(), List.of("sleep", "600")));

        engine().images().remove(image.id());
        assertThat(engine().pods(APP))
                .singleElement()
                .satisfies(pod -> assertThat(pod.state()).isEqualTo(Pod.State.UP));
        assertThat(engine().images().find(image.id().asRef())).isPresent();

        engine().removeApp(APP);
        engine().images().remove(image.id());
        assertThat(engine().images().find(image.id().asRef())).isEmpty();
        engine().images().remove(image.id()); // gone already is fine
    }

    @Test
    default void pulling_takes_what_is_here_and_says_why_it_cannot_fetch() throws Exception {
        assertThat(engine().images()
                        .pull(TestImages.BASE, Optional.empty(), PullPolicy.IF_NOT_PRESENT, line -> {})
                        .tags())
                .contains(TestImages.BASE);

        BuildFailed failed = catchThrowableOfType(
                BuildFailed.class,
                () -> engine().images()
                        .pull(
                                new ImageRef("registry.invalid/no/such:1"),
                                Optional.empty(),
                                PullPolicy.IF_NOT_PRESENT,
                                line -> {}));
        assertThat(failed)
                .hasMessage(
                        "image registry.invalid/no/such:1 is not on this machine and its registry cannot be reached");
    }

    @Test
    default void pulling_always_asks_the_registry_and_leaves_what_is_here_when_it_fails() throws Exception {
        ImageRef name = new ImageRef("registry.invalid/is/here:1");
        Image here = engine().images()
                .build(
                        TestImages.build(
                                TestImages.context(work().resolve("here"), "FROM " + TestImages.BASE + "\nENV A=b\n"),
                                name),
                        line -> {});
        assertThat(engine().images().pull(name, Optional.empty(), PullPolicy.IF_NOT_PRESENT, line -> {}))
                .isEqualTo(here);

        BuildFailed failed = catchThrowableOfType(
                BuildFailed.class, () -> engine().images().pull(name, Optional.empty(), PullPolicy.ALWAYS, line -> {}));

        assertThat(failed).hasMessageContaining("its registry cannot be reached");
        assertThat(engine().images().find(name)).contains(here);
        engine().images().untag(name);
    }
}
