package cc.drycc.controller.pushes;

/** The pusher's terminal: each line shows up there at once. */
@FunctionalInterface
public interface PushLines {
    void line(String text);
}
