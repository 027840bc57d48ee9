package cc.drycc.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This process's own hard limits. A container that asks for more than its engine has cannot start where raising limits is
 * refused, and the engine was started by us or beside us, so ours are the best guess at its.
 */
public final class HardLimits {

    private static final Path LIMITS = Path.of("/proc/self/limits");

    private HardLimits() {}

    /** The smaller of {@code wanted} and the hard limit on open files. */
    public static long openFiles(long wanted) {
        return Math.min(wanted, read("Max open files", wanted));
    }

    /** The smaller of {@code wanted} and the hard limit on processes of one user. */
    public static long processes(long wanted) {
        return Math.min(wanted, read("Max processes", wanted));
    }

    /** The smaller of {@code wanted} and the hard limit on the size of a file. */
    public static long fileSize(long wanted) {
        return Math.min(wanted, read("Max file size", wanted));
    }

    private static long read(String name, long otherwise) {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).trim().split("\\s+")[1])
                    .filter(hard -> !hard.equals("unlimited"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise; // no /proc: not Linux, so the engine is elsewhere and our limits say nothing
        }
    }
}
