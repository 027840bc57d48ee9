package cc.drycc.engine;

/** Takes what a container writes, as it comes. Called from one thread at a time. */
@FunctionalInterface
public interface OutputSink {

    /** Which of the two streams. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * A piece of output; may end in the middle of a line or of a character.
     *
     * @param bytes owned by the callee
     */
    void write(Stream stream, byte[] bytes);
}
