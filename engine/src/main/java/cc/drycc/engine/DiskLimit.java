package cc.drycc.engine;

/**
 * What the commands of one build may write, as bytes of files; one file of it may have 8 GiB at most. Not counted is what
 * was in the image before.
 *
 * @param bytes of all its steps together
 */
public record DiskLimit(long bytes) {

    /** 16 GiB. */
    public static final DiskLimit DEFAULT = new DiskLimit(16L << 30);

    /** No layer that makes sense has such a file, and a runaway one is stopped before the disk is full. */
    private static final long LARGEST_FILE = 8L << 30;

    private static final String ADVICE = "; write less, or ask the operator to raise DRYCC_BUILD_DISK_LIMIT";

    /** @throws IllegalArgumentException when nothing could be written */
    public DiskLimit {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a build must be able to write something");
        }
    }

    /** What one file may have: {@code RLIMIT_FSIZE} of every command. This process's own hard limit is one too. */
    public long fileBytes() {
        return HardLimits.fileSize(Math.min(bytes, LARGEST_FILE));
    }

    /** Why a build ended that wrote too large a file, for the person who pushed. */
    String fileTooLarge() {
        return "a file grew beyond %s, which is as large as one file of a build may be%s"
                .formatted(shown(fileBytes()), bytes <= LARGEST_FILE ? ADVICE : "; write less");
    }

    /** Why a build ended that wrote too much, for the person who pushed. */
    String exceeded() {
        return "the build wrote more than %s and was stopped%s".formatted(shown(bytes), ADVICE);
    }

    private static String shown(long bytes) {
        return bytes >= 1L << 30 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }
}
