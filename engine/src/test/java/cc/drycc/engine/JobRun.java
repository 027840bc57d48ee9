package cc.drycc.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A job that was run, and what it wrote.
 *
 * @param end how it ended
 * @param stdout its standard output
 * @param stderr its error output
 */
record JobRun(JobEnd end, String stdout, String stderr) {

    /** Both streams. */
    String output() {
        return stdout + stderr;
    }

    static JobRun of(UnderTest test, String script) throws Exception {
        return of(test.engine(), job(test, script));
    }

    static JobRun of(Engine engine, Job job) throws Exception {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        JobEnd end = engine.run(
                job,
                (stream, bytes) -> (stream == OutputSink.Stream.STDERR ? err : out)
                        .append(new String(bytes, StandardCharsets.UTF_8)));
        return new JobRun(end, out.toString(), err.toString());
    }

    static Job job(UnderTest test, String script) {
        return job(test.image(), List.of("sh", "-c", script), Resources.DEFAULT, Duration.ofSeconds(30), 1 << 20);
    }

    static Job job(ImageRef image, List<String> command, Resources resources, Duration timeout, long maxOutput) {
        PodName name = new PodName("hello-run-" + ThreadLocalRandom.current().nextInt(10_000, 99_999));
        return new Job(
                UnderTest.APP,
                name,
                image,
                List.of(),
                command,
                Map.of("GREETING", "hi"),
                resources,
                timeout,
                maxOutput);
    }
}
