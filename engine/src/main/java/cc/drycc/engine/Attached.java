package cc.drycc.engine;

/**
 * A process that somebody talks to. Its output must be followed, else it stops when the pipe is full. {@link #write},
 * {@link #resize} and {@link #close} may be called from other threads than {@link #follow}.
 */
public interface Attached extends AutoCloseable {

    /**
     * Sends bytes to its standard input; waits while it does not read. After its end, or after {@link #endInput}, they are
     * dropped.
     */
    void write(byte[] bytes);

    /** Its standard input ends here. With a terminal only the user's end-of-file key does that: nothing happens. */
    void endInput();

    /** The window was resized; without a terminal, or after the end, nothing happens. */
    void resize(WindowSize size);

    /**
     * Hands what it writes to the sink, in the caller's thread, and returns when it has ended and nothing more comes. With
     * a terminal everything is {@link OutputSink.Stream#STDOUT}. Call it once.
     *
     * @throws InterruptedException the process goes on; {@link #close} ends it
     * @throws EngineProblem when the engine broke off
     */
    JobEnd follow(OutputSink output) throws InterruptedException;

    /** Ends it and what it started, if it still runs: SIGTERM, and SIGKILL two seconds later. */
    @Override
    void close();
}
