package cc.drycc.engine;

/** Who watches a rollout: the pusher's terminal, the app's log. Calls come from the rolling thread, in order. */
@FunctionalInterface
public interface RolloutProgress {

    /** One step in a person's words, without a newline, for example {@code web: 2 of 3 pods ready}. */
    void step(String text);

    /** Nobody watches. */
    static RolloutProgress silent() {
        return text -> {};
    }
}
