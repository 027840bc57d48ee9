package cc.drycc.builder.buildkit;

import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Streams;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Whether commands of a Dockerfile would be in the network of buildkitd's own machine, where they reach what listens on its
 * loopback address: so it is when buildkitd has no CNI to make them one.
 */
final class WorkerNetwork {

    private static final Pattern HOST = Pattern.compile(".*buildkit\\.worker\\.network:?\\s*host\\b.*");
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private WorkerNetwork() {}

    /** Asks; who does not answer is asked again by the build, which says so. */
    static boolean isTheMachines(Path program, String address, Path work) throws IOException, InterruptedException {
        var host = new AtomicBoolean();
        var output = new Program.Output() {
            @Override
            public void answer(String line) {
                host.compareAndSet(false, HOST.matcher(line).matches());
            }

            @Override
            public void said(String line) {
                // the build will fail with the same words
            }
        };
        try {
            new Program(program, Duration.ZERO, Streams.APART)
                    .run(
                            List.of("--addr", address, "debug", "workers", "--verbose"),
                            work,
                            Map.of(),
                            "",
                            output,
                            ANSWER);
        } catch (TimeoutException | Unwanted e) {
            return true; // to be safe
        }
        return host.get();
    }
}
