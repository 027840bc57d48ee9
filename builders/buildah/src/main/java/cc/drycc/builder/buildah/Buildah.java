package cc.drycc.builder.buildah;

import cc.drycc.engine.BuildFailed;
import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Streams;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** The program, on one store of images. */
final class Buildah {

    /** In which it ends its containers and unmounts their file systems. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private static final Duration HOUSEWORK = Duration.ofMinutes(10);
    private static final int KEPT_WORDS = 4_000;

    private final Path file;
    private final Path work;
    private final List<String> store;
    private final Map<String, String> env;

    /**
     * One on a store.
     *
     * @param file the executable
     * @param work an empty folder that is removed afterwards: its home, and where it writes what is only for now
     * @param store arguments that say where its images are
     * @param env what it finds in its environment besides
     */
    Buildah(Path file, Path work, List<String> store, Map<String, String> env) {
        this.file = file;
        this.work = work;
        this.store = List.copyOf(store);
        this.env = Map.copyOf(env);
    }

    /**
     * Runs a command whose output people see.
     *
     * @param secrets what it finds in its environment for this call alone
     * @return its exit code
     * @throws TimeoutException when it was killed with all it started because time was up
     * @throws Unwanted when it was killed because {@code output} says so
     */
    int run(List<String> command, Map<String, String> secrets, Program.Output output, Duration atMost)
            throws IOException, TimeoutException, Unwanted, InterruptedException {
        var all = new TreeMap<>(secrets);
        all.putAll(env);
        return new Program(file, LAST_WORDS, Streams.MERGED).run(onStore(command), work, all, "", output, atMost);
    }

    /**
     * Runs a command that answers one thing.
     *
     * @return the last line of its standard output
     * @throws BuildFailed with its words
     */
    String ask(String... command) throws BuildFailed, IOException, InterruptedException {
        var answer = new Answer();
        try {
            int code = new Program(file, LAST_WORDS, Streams.APART)
                    .run(onStore(List.of(command)), work, env, "", answer, HOUSEWORK);
            if (code != 0) {
                throw new BuildFailed("buildah %s failed: %s".formatted(command[0], answer.words()));
            }
            return answer.last;
        } catch (TimeoutException e) {
            throw new BuildFailed("buildah %s did not end in %d s".formatted(command[0], HOUSEWORK.toSeconds()));
        } catch (Unwanted e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> onStore(List<String> command) {
        var all = new ArrayList<>(store);
        all.addAll(command);
        return all;
    }

    private static final class Answer implements Program.Output {

        private final StringBuilder words = new StringBuilder();
        private volatile String last = "";

        @Override
        public void answer(String line) {
            last = line.strip();
        }

        @Override
        public synchronized void said(String line) {
            if (words.length() < KEPT_WORDS && !line.startsWith("time=")) {
                words.append(line.strip()).append(' ');
            }
        }

        synchronized String words() {
            return words.toString().strip();
        }
    }
}
