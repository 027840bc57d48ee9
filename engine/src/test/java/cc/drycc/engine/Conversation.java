package cc.drycc.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A process somebody talks to, its output kept as it comes. Closing hangs up. */
final class Conversation implements AutoCloseable {

    private final Attached process;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final FutureTask<JobEnd> following;

    private Conversation(Attached process) {
        this.process = process;
        this.following = new FutureTask<>(() -> process.follow(
                (stream, bytes) -> (stream == OutputSink.Stream.STDOUT ? stdout : stderr).writeBytes(bytes)));
    }

    static Conversation with(Attached process) {
        Conversation conversation = new Conversation(process);
        Thread.ofVirtual().start(conversation.following);
        return conversation;
    }

    Attached process() {
        return process;
    }

    JobEnd end() throws Exception {
        return following.get(20, TimeUnit.SECONDS);
    }

    String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
