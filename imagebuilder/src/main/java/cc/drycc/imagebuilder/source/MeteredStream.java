package cc.drycc.imagebuilder.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that pass, stops at a limit that can be moved, and remembers the last block. */
final class MeteredStream extends FilterInputStream {

    private static final int BLOCK = 512;

    /** A limit was passed. The reader of archives in between only knows {@link IOException}. */
    static final class LimitPassed extends IOException {
        private static final long serialVersionUID = 1L;

        LimitPassed(String message) {
            super(message);
        }
    }

    private final byte[] last = new byte[BLOCK];
    private long count;
    private long limit;
    private String message;

    MeteredStream(InputStream in, long limit, String message) {
        super(in);
        this.limit = limit;
        this.message = message;
    }

    long count() {
        return count;
    }

    /** From here on at most this many bytes more. */
    void allow(long bytes, String otherwise) {
        limit = count + bytes;
        message = otherwise;
    }

    /** The 512 bytes before this point: the header, when a tar reader has just read one. */
    byte[] lastBlock() {
        return last.clone();
    }

    private void remember(byte[] buffer, int offset, int length) {
        int kept = Math.min(length, BLOCK);
        System.arraycopy(last, kept, last, 0, BLOCK - kept);
        System.arraycopy(buffer, offset + length - kept, last, BLOCK - kept, kept);
    }

    private void passed(long bytes) throws LimitPassed {
        count += Math.max(bytes, 0);
        if (count > limit) {
            throw new LimitPassed(message);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        passed(read);
        remember(buffer, offset, Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        passed(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
