package cc.drycc.engine.metadata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program of that name: the one the engines use for their own rules. */
final class Iptables {

    private static final String LOCK_SECONDS = "5";
    private static final int ANSWER_SECONDS = 20;

    private final Path folder;

    private Iptables(Path folder) {
        this.folder = folder;
    }

    static Optional<Iptables> find() {
        return Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin")
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("iptables"))
                        && Files.isExecutable(folder.resolve("iptables-restore")))
                .findFirst()
                .map(Iptables::new);
    }

    /** Whether a rule is there. */
    boolean has(String table, List<String> rule) {
        var command =
                new ArrayList<>(List.of(folder.resolve("iptables").toString(), "-w", LOCK_SECONDS, "-t", table, "-C"));
        command.addAll(rule);
        return run(command, "").isEmpty();
    }

    /** Makes changes to a table at once; empty when it was done, else the reason. */
    Optional<String> restore(String rules) {
        return run(List.of(folder.resolve("iptables-restore").toString(), "-w", LOCK_SECONDS, "--noflush"), rules);
    }

    private static Optional<String> run(List<String> command, String input) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // it ended early, and its exit code says why
        }
        try {
            String words = new String(process.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of("iptables does not end");
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(words.lines().findFirst().orElse("refused"));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }
}
