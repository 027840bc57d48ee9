package cc.drycc.imagebuilder.source;

import java.time.Duration;

/**
 * How much an archive may cost. All sizes are in bytes and counted while reading: what a header claims is never trusted.
 *
 * @param packed the archive as it arrived
 * @param unpacked all files together
 * @param entry one file
 * @param entries files, folders and links together
 * @param ratio unpacked to packed; looked at once {@link #RATIO_FROM} bytes were unpacked, as small text packs well
 * @param time for the whole extraction
 * @param path bytes of one path
 * @param depth folders inside folders
 */
public record ExtractLimits(
        long packed, long unpacked, long entry, int entries, int ratio, Duration time, int path, int depth) {

    /** Below this many unpacked bytes the ratio says nothing. */
    public static final long RATIO_FROM = 64L << 20;

    /** 512 MiB packed, 2 GiB unpacked, 1 GiB a file, 100,000 entries, 1:250, 2 minutes, paths of 2048 bytes, 128 deep. */
    public static final ExtractLimits DEFAULT =
            new ExtractLimits(512L << 20, 2L << 30, 1L << 30, 100_000, 250, Duration.ofMinutes(2), 2048, 128);

    /** @throws IllegalArgumentException when a limit is not positive */
    public ExtractLimits {
        if (packed <= 0 || unpacked <= 0 || entry <= 0 || entries <= 0 || ratio <= 0 || path <= 0 || depth <= 0) {
            throw new IllegalArgumentException("every limit of an extraction must be positive");
        }
        if (!time.isPositive()) {
            throw new IllegalArgumentException("the time of an extraction must be positive");
        }
    }
}
