package cc.drycc.gitserver;

/** The pusher's terminal. Each call shows up there at once. */
@FunctionalInterface
public interface PushOutput {

    /** One line without its newline; control characters but tab are made harmless. */
    void line(String text);
}
