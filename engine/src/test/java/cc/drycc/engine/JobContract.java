package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Containers that run to an end. */
interface JobContract extends UnderTest {

    @Test
    default void a_job_passes_its_output_and_its_exit_code_on() throws Exception {
        JobRun run = JobRun.of(this, "echo $GREETING; echo oops >&2; exit 3");

        assertThat(run.end()).isEqualTo(new JobEnd.Exited(3));
        assertThat(run.stdout()).isEqualTo("hi\n");
        assertThat(run.stderr()).isEqualTo("oops\n");
        assertThat(containers()).isEmpty();
    }

    @Test
    default void a_job_that_writes_much_and_ends_at_once_loses_nothing() throws Exception {
        JobRun run = JobRun.of(this, "seq 1 20000");

        assertThat(run.stdout().lines()).hasSize(20_000).last().isEqualTo("20000");
    }

    @Test
    default void output_comes_while_the_job_runs() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        Job job = JobRun.job(this, "echo first; sleep 5; echo last");
        FutureTask<JobEnd> run = new FutureTask<>(() -> engine().run(job, (stream, bytes) -> first.countDown()));
        Thread.ofVirtual().start(run);

        assertThat(first.await(4, TimeUnit.SECONDS)).isTrue();
        assertThat(run.isDone()).isFalse();
        assertThat(run.get()).isEqualTo(new JobEnd.Exited(0));
    }

    @Test
    default void a_job_that_takes_too_long_is_ended_and_removed() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        JobRun run = JobRun.of(
                engine(),
                JobRun.job(image(), List.of("sh", "-c", "echo on it; sleep 600"), Resources.DEFAULT, limit, 1 << 20));

        assertThat(run.end()).isEqualTo(new JobEnd.TimedOut(limit));
        assertThat(run.stdout()).isEqualTo("on it\n");
        assertThat(containers()).isEmpty();
    }

    @Test
    default void a_job_that_eats_its_memory_is_told_apart() throws Exception {
        Resources small = new Resources(32L << 20, 0, 64);
        JobRun run = JobRun.of(
                engine(), JobRun.job(image(), List.of("tail", "/dev/zero"), small, Duration.ofSeconds(30), 1 << 20));

        assertThat(run.end()).isEqualTo(new JobEnd.OutOfMemory(32L << 20));
    }

    @Test
    default void output_beyond_the_cap_is_dropped_and_said_so() throws Exception {
        JobRun run = JobRun.of(
                engine(),
                JobRun.job(
                        image(),
                        List.of("sh", "-c", "yes | head -c 100000; exit 4"),
                        Resources.DEFAULT,
                        Duration.ofSeconds(30),
                        1_000));

        assertThat(run.end()).isEqualTo(new JobEnd.Exited(4));
        assertThat(run.stdout()).hasSize(1_000);
        assertThat(run.stderr()).contains("output cut after 1000 bytes");
    }

    @Test
    default void a_job_without_its_program_or_image_does_not_start() throws Exception {
        JobRun noProgram = JobRun.of(
                engine(),
                JobRun.job(image(), List.of("no-such-thing"), Resources.DEFAULT, Duration.ofSeconds(30), 1 << 20));
        JobRun noImage = JobRun.of(
                engine(),
                JobRun.job(
                        new ImageRef("sha256:" + "0".repeat(64)),
                        List.of(),
                        Resources.DEFAULT,
                        Duration.ofSeconds(30),
                        1 << 20));

        assertThat(noProgram.end()).isEqualTo(new JobEnd.NotStarted("image has no no-such-thing"));
        assertThat(noImage.end())
                .isInstanceOfSatisfying(
                        JobEnd.NotStarted.class, end -> assertThat(end.reason()).contains("not on this machine"));
        assertThat(containers()).isEmpty();
    }

    @Test
    default void an_interrupted_job_is_killed_and_removed() throws Exception {
        FutureTask<String> outcome = new FutureTask<>(() -> {
            try {
                return engine().run(JobRun.job(this, "sleep 600"), (stream, bytes) -> {})
                        .toString();
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });
        Thread runner = Thread.ofVirtual().start(outcome);
        await().until(() -> !containers().isEmpty());

        runner.interrupt();

        assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
        assertThat(containers()).isEmpty();
    }

    @Test
    default void a_job_has_no_more_rights_than_it_needs() throws Exception {
        JobRun run = JobRun.of(
                engine(),
                JobRun.job(
                        image(),
                        List.of(
                                "sh",
                                "-c",
                                "grep -E '^(NoNewPrivs|CapBnd)' /proc/self/status; ulimit -n; ulimit -c;"
                                        + " mount | grep -c docker.sock; for i in $(seq 1 60); do sleep 9 & done; echo forked"),
                        new Resources(0, 0, 32),
                        Duration.ofSeconds(30),
                        1 << 20));

        assertThat(run.stdout()).contains("NoNewPrivs:\t1").contains("CapBnd:\t00000000000405fb");
        assertThat(run.stdout().lines().skip(2).findFirst().map(Long::valueOf).orElse(0L))
                .isBetween(64L, 65_536L);
        assertThat(run.stderr()).contains("fork");
        assertThat(run.stdout()).doesNotContain("forked");
    }

    @Test
    default void output_that_is_no_text_comes_through_unchanged() throws Exception {
        byte[] sent = {0, (byte) 0xff, '\n', (byte) 0xc3};
        ByteArrayOutputStream got = new ByteArrayOutputStream();

        engine().run(JobRun.job(this, "printf '\\000\\377\\n\\303'"), (stream, bytes) -> got.writeBytes(bytes));

        assertThat(got.toByteArray()).isEqualTo(sent);
    }

    @Test
    default void a_job_finds_files_keeps_some_and_leaves_others() throws Exception {
        Path in = Files.createDirectories(work().resolve("in"));
        Files.writeString(Files.createDirectories(in.resolve("given")).resolve("word"), "hello");
        Path archive = work().resolve("in.tar");
        int packed = new ProcessBuilder(
                        "tar", "--owner=1000", "--group=1000", "-C", in.toString(), "-cf", archive.toString(), "given")
                .start()
                .waitFor();
        assertThat(packed).isZero();
        Path out = work().resolve("out.tar");
        JobFiles files = new JobFiles(
                List.of(archive),
                Optional.of(new JobFiles.Kept(new PodName("memory"), "/kept")),
                Optional.of(new JobFiles.Out("/made", out, 1 << 20)));
        String script =
                "cat /given/word; stat -c %u /given/word; cat /kept/* 2>/dev/null; echo again >/kept/x; mkdir /made; echo new >/made/y";

        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            StringBuilder output = new StringBuilder();
            JobEnd end = engine().run(
                            JobRun.job(this, script),
                            files,
                            (stream, bytes) -> output.append(new String(bytes, StandardCharsets.UTF_8)));
            assertThat(end).isEqualTo(new JobEnd.Exited(0));
            outputs.add(output.toString());
        }

        assertThat(outputs).containsExactly("hello1000\n", "hello1000\nagain\n");
        assertThat(new String(Files.readAllBytes(out), StandardCharsets.UTF_8)).contains("made/y", "new\n");
        engine().removeApp(UnderTest.APP);
        StringBuilder afterwards = new StringBuilder();
        engine().run(
                        JobRun.job(this, "ls /kept; mkdir /made"),
                        files,
                        (stream, bytes) -> afterwards.append(new String(bytes, StandardCharsets.UTF_8)));
        assertThat(afterwards).isEmpty();
        assertThat(containers()).isEmpty();
    }
}
