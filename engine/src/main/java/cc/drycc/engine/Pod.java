package cc.drycc.engine;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One running (or starting, crashed, stopping) container of a workload.
 *
 * @param name the pod's name
 * @param workload app and process type
 * @param release the release it runs
 * @param state what it is doing
 * @param ready whether it gets traffic, or would if its process type did
 * @param restarts how often it was started again after a crash
 * @param started when its container last started
 * @param address where its port is reached from the platform; empty without a port or before it runs
 * @param reason why it is not up, for a person ("exit code 1", "out of memory"); empty when it is
 */
public record Pod(
        PodName name,
        WorkloadRef workload,
        int release,
        State state,
        boolean ready,
        int restarts,
        Instant started,
        Optional<InetSocketAddress> address,
        Optional<String> reason) {

    /** The states a user sees (seed 5.5); {@link #word} is how they are written. */
    public enum State {
        INITIALIZING("initializing"),
        STARTING("starting"),
        UP("up"),
        CRASHED("crashed"),
        TERMINATING("terminating"),
        DOWN("down");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** The word of the REST reference and the CLI. */
        public String word() {
            return word;
        }
    }
}
