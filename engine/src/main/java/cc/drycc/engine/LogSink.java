package cc.drycc.engine;

/** Takes log lines one by one; a slow sink slows only its own reader. */
@FunctionalInterface
public interface LogSink {
    void line(LogLine line);
}
