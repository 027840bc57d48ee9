package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.LongSupplier;

/** What one extraction has used of its limits: entries, bytes, time. Passing one ends it. */
final class Budget {

    private final ExtractLimits limits;
    private final LongSupplier packed;
    private final long deadline;
    private int entries;
    private long unpacked;

    /** @param packed how many bytes of the archive were read so far */
    Budget(ExtractLimits limits, LongSupplier packed) {
        this.limits = limits;
        this.packed = packed;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    ExtractLimits limits() {
        return limits;
    }

    /** One entry more. */
    void entry() throws MeteredStream.LimitPassed {
        if (++entries > limits.entries()) {
            throw new MeteredStream.LimitPassed("it has more than " + limits.entries() + " entries");
        }
        checkTime();
    }

    /** @throws SourceRefused when there was not one entry */
    void end() throws SourceRefused {
        if (entries == 0) {
            throw new SourceRefused("The archive was refused: there is nothing in it");
        }
    }

    /** Checks the size that an entry claims; what it really has is counted by {@link #watched}. */
    void claimed(String name, long bytes) throws SourceRefused {
        if (bytes < 0 || bytes > limits.entry()) {
            throw EntryName.refused(name, "is larger than " + mib(limits.entry()) + " MiB");
        }
    }

    /** The content of a file, counted while it is copied. */
    InputStream watched(String name, InputStream content) {
        return new Watched(name, content);
    }

    /** A time of an entry, not before 1970 and not in the future. */
    static Instant modified(long millis) {
        return Instant.ofEpochMilli(Math.clamp(millis, 0, Instant.now().toEpochMilli()));
    }

    static long mib(long bytes) {
        return bytes >> 20;
    }

    private void unpacked(long bytes) throws MeteredStream.LimitPassed {
        unpacked += Math.max(bytes, 0);
        if (unpacked > limits.unpacked()) {
            throw new MeteredStream.LimitPassed("it unpacks to more than " + mib(limits.unpacked()) + " MiB");
        }
        if (unpacked > ExtractLimits.RATIO_FROM && unpacked / Math.max(packed.getAsLong(), 1) > limits.ratio()) {
            throw new MeteredStream.LimitPassed("it unpacks to more than " + limits.ratio() + " times its size");
        }
        checkTime();
    }

    private void checkTime() throws MeteredStream.LimitPassed {
        if (System.nanoTime() - deadline > 0) {
            throw new MeteredStream.LimitPassed(
                    "unpacking took longer than " + limits.time().toSeconds() + " s");
        }
    }

    private final class Watched extends InputStream {
        private final String name;
        private final InputStream content;
        private long count;

        Watched(String name, InputStream content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = content.read(buffer, offset, length);
            count += Math.max(read, 0);
            if (count > limits.entry()) {
                throw new MeteredStream.LimitPassed(
                        "entry \"" + name + "\" is larger than " + mib(limits.entry()) + " MiB");
            }
            unpacked(read);
            return read;
        }
    }
}
