package cc.drycc.builder.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/** Looks through the command lines of this machine's processes for a text, while something is done. */
final class CommandLines {

    private final String text;
    private final Set<String> found = new ConcurrentSkipListSet<>();

    CommandLines(String text) {
        this.text = text;
    }

    /** Watches while something is done. */
    <T> T during(Callable<T> work) throws Exception {
        Thread thread = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                look();
            }
        });
        try {
            return work.call();
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    Set<String> found() {
        return found;
    }

    private void look() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                String line = line(process.resolve("cmdline"));
                if (line.contains(text)) {
                    found.add(line);
                }
            }
            Thread.sleep(20);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(Path file) {
        try {
            return Files.readString(file, ISO_8859_1).replace('\0', ' ');
        } catch (IOException e) {
            return ""; // it ended meanwhile
        }
    }
}
