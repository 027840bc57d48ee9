package cc.drycc.engine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what the containers of one build write while they run, and ends them at the limit: no builder can limit that
 * itself. It takes the build's log on its way to the person who pushed, because what a command wrote last says why it ended.
 *
 * <p>Looking costs at most a twentieth of the time, so a build with very many files may get some seconds further.
 */
public final class DiskWatch implements BuildLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int SHARE = 20;

    /** In the words of the system, which a command tells, and of the signal, which a shell tells. */
    private static final Pattern TOO_LARGE = Pattern.compile("File too large|File size limit exceeded");

    /** In the words of every builder. The code is that of SIGXFSZ. */
    private static final Pattern END_OF_COMMAND =
            Pattern.compile("the command (?:exited with code (\\d+)|was killed; .*)$");

    private static final String TOO_LARGE_SIGNAL = "153";

    /** So many lines may be about why a command ended; Docker adds some of its own. */
    private static final int LAST_WORDS = 3;

    private final DiskLimit limit;
    private final Optional<BuildCage> cage;
    private final BuildLog log;
    private final Thread watcher;
    private final Map<Path, Long> written = new HashMap<>();
    private volatile boolean exceeded;
    private volatile int sinceTooLarge = LAST_WORDS;

    private DiskWatch(DiskLimit limit, Optional<BuildCage> cage, BuildLog log) {
        this.limit = limit;
        this.cage = cage;
        this.log = log;
        this.watcher = Thread.ofVirtual().name("build-disk").unstarted(this::watch);
    }

    /**
     * Begins.
     *
     * @param cage where the build's containers run; without one only the limit on single files holds
     * @param log where lines go
     */
    public static DiskWatch begin(DiskLimit limit, Optional<BuildCage> cage, BuildLog log) {
        var watch = new DiskWatch(limit, cage, log);
        watch.watcher.start();
        return watch;
    }

    @Override
    public void line(String text) {
        sinceTooLarge = TOO_LARGE.matcher(text).find() ? 0 : sinceTooLarge + 1;
        log.line(text);
    }

    /**
     * Why the build failed.
     *
     * @param reason what its builder says: that a command exited or was killed
     * @return that one of our limits ended it, if so; else the builder's reason
     */
    public String explain(String reason) {
        Matcher end = END_OF_COMMAND.matcher(reason);
        boolean ended = end.find();
        String at = ended ? reason.substring(0, end.start()) : "";
        if (exceeded) {
            return at + limit.exceeded();
        }
        if (ended && (TOO_LARGE_SIGNAL.equals(end.group(1)) || (end.group(1) != null && sinceTooLarge < LAST_WORDS))) {
            return at + limit.fileTooLarge();
        }
        return reason;
    }

    private void watch() {
        cage.ifPresent(here -> {
            try {
                while (true) {
                    long began = System.nanoTime();
                    look(here);
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    Thread.sleep(PAUSE.plus(took.multipliedBy(SHARE)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the build is over
            }
        });
    }

    private void look(BuildCage here) {
        for (Path layer : here.layers()) {
            written.merge(layer, size(layer), Math::max);
        }
        long all = written.values().stream().mapToLong(Long::longValue).sum();
        if (all > limit.bytes()) {
            exceeded = true;
            here.kill();
        }
    }

    /** What is in it by its own account, holes too: an image has them as zeros. */
    private static long size(Path folder) {
        var sizes = new Sizes();
        try {
            Files.walkFileTree(folder, sizes);
        } catch (IOException e) {
            LOG.debug("event=layer-gone folder={} problem=\"{}\"", folder, e.toString()); // its command has just ended
        }
        return sizes.sum;
    }

    private static final class Sizes extends SimpleFileVisitor<Path> {

        private final Set<Object> linked = new HashSet<>();
        private long sum;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Object key = attributes.fileKey();
            if (key == null || linked.add(key)) {
                sum += attributes.size();
            }
            return Thread.currentThread().isInterrupted() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        watcher.interrupt();
    }
}
