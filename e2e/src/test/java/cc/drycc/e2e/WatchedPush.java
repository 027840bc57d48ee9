package cc.drycc.e2e;

import cc.drycc.e2e.platform.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A push whose output is read as it comes, so that something can be done at a known moment of it. */
final class WatchedPush {

    private final StringBuilder seen = new StringBuilder();
    private final Process process;
    private boolean ended;

    WatchedPush(Repository repository) {
        try {
            var builder = new ProcessBuilder("git", "push", "--progress", "drycc", "master")
                    .directory(repository.folder().toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(repository.person().gitEnvironment());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::read);
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException cut) {
            add(cut.toString());
        } finally {
            end(true);
        }
    }

    private synchronized void add(String line) {
        seen.append(line).append('\n');
        notifyAll();
    }

    private synchronized void end(boolean value) {
        ended = value;
        notifyAll();
    }

    /** Waits until the output has this text; at once for an empty one. */
    synchronized void awaitLine(String text) throws InterruptedException {
        while (seen.indexOf(text) < 0) {
            if (ended) {
                throw new AssertionError("the push ended without saying '" + text + "':\n" + seen);
            }
            wait(1_000);
        }
    }

    /** Lets so many milliseconds of the push pass; less when it ends before. */
    void awaitMillis(int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Waits until git has ended, well or not, and gives what it wrote. */
    synchronized String end() throws InterruptedException {
        while (!ended) {
            wait(1_000);
        }
        return seen.toString();
    }
}
