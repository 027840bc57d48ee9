package cc.drycc.engine;

/** Who keeps what happens to pods. Calls come from any thread, some while locks are held: return at once, never throw. */
@FunctionalInterface
public interface EventSink {

    /** Something happened just now. */
    void happened(PodEvent event);

    /** Nobody listens. */
    static EventSink none() {
        return event -> {};
    }
}
