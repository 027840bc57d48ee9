package cc.drycc.engine.docker.terminals;

import cc.drycc.engine.Attached;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.WindowSize;

/** A process that never was. */
public record NotStarted(String reason) implements Attached {

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void endInput() {}

    @Override
    public void resize(WindowSize size) {}

    @Override
    public JobEnd follow(OutputSink output) {
        return new JobEnd.NotStarted(reason);
    }

    @Override
    public void close() {}
}
