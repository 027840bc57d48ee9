package cc.drycc.server.workflow;

import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's ahead-of-time cache of the server's loaded and linked classes (JEP 483, 514), beside the jars: made once for
 * each build by a training run. Without it a start only takes longer, so nothing here ever stops a start.
 */
final class ClassCache {

    private static final long MINUTES = 3;

    private final Optional<Path> file;

    private ClassCache(Optional<Path> file) {
        this.file = file;
    }

    /** The cache {@code bin/workflow} names. */
    static ClassCache named() {
        return new ClassCache(
                Optional.ofNullable(System.getProperty("drycc.aot.server")).map(Path::of));
    }

    /** What makes the JVM use it; nothing when it is not there. A stale one is ignored by the JVM. */
    List<String> flags() {
        return file.filter(Files::exists)
                .map(cache -> List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"))
                .orElse(List.of());
    }

    /** Makes it when the jars are newer, or it is missing, and their folder can be written. */
    void refresh(PlatformHome home) {
        if (file.isEmpty()
                || isCurrent(file.get())
                || !Files.isWritable(file.get().getParent())) {
            return;
        }
        System.out.println("Preparing faster starts (once for each build)...");
        var log = home.logs().resolve("training.log");
        try {
            trainUnlessAnotherDoes(file.get(), log);
        } catch (IOException e) {
            System.out.println("Could not: " + e.getMessage() + "; starts take a few seconds longer. See " + log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Platforms of one build that start at the same time need one training run; the others wait for its end. */
    private static void trainUnlessAnotherDoes(Path cache, Path log) throws IOException, InterruptedException {
        var turn = cache.resolveSibling(cache.getFileName() + ".lock");
        try (var channel = FileChannel.open(turn, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!isCurrent(cache)) {
                train(cache, log);
            }
        }
    }

    private static boolean isCurrent(Path cache) {
        try {
            var jar = Path.of(System.getProperty("drycc.class.path").split(":", 2)[0]);
            return Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void train(Path cache, Path log) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("drycc-training-");
        var part = cache.resolveSibling(
                cache.getFileName() + "." + ProcessHandle.current().pid());
        try {
            var argv = new ArrayList<String>();
            argv.add(ServerProcess.java());
            argv.addAll(ServerProcess.JVM_FLAGS);
            argv.addAll(List.of(
                    "-XX:AOTCacheOutput=" + part,
                    "-cp",
                    System.getProperty("drycc.class.path"),
                    Training.class.getName(),
                    folder.resolve("home").toString()));
            var process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                throw new IOException("the training run did not end within " + MINUTES + " minutes");
            }
            if (process.exitValue() != 0 || !Files.exists(part)) {
                throw new IOException("the training run ended with exit code " + process.exitValue());
            }
            Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(Path.of(part + ".config"));
            Files.deleteIfExists(folder);
        }
    }
}
