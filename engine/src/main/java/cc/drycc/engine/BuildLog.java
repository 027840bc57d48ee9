package cc.drycc.engine;

/** Takes the lines of a build as they come, without their newline. */
@FunctionalInterface
public interface BuildLog {
    void line(String text);
}
