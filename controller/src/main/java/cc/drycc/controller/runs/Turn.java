package cc.drycc.controller.runs;

import cc.drycc.engine.Attached;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.WindowSize;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command that holds one of the places for commands until it is closed. */
final class Turn implements Attached {

    private final Attached process;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    Turn(Attached process, Runnable leave) {
        this.process = process;
        this.leave = leave;
    }

    @Override
    public void write(byte[] bytes) {
        process.write(bytes);
    }

    @Override
    public void endInput() {
        process.endInput();
    }

    @Override
    public void resize(WindowSize size) {
        process.resize(size);
    }

    @Override
    public JobEnd follow(OutputSink output) throws InterruptedException {
        return process.follow(output);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                process.close();
            } finally {
                leave.run();
            }
        }
    }
}
