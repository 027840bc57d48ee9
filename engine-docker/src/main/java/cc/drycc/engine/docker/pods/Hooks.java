package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Lifecycle;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Runs the hooks of pods. */
final class Hooks {

    private final ProbeTry actions;

    Hooks(ProbeTry actions) {
        this.actions = actions;
    }

    /**
     * Runs a hook.
     *
     * @param atMost after which it has failed
     * @return why it failed; empty when it is through
     */
    Optional<String> run(String container, Optional<InetAddress> address, Lifecycle.Hook hook, Duration atMost)
            throws InterruptedException {
        return switch (hook) {
            case Lifecycle.Hook.Act act -> actions.run(container, address, act.action(), atMost);
            case Lifecycle.Hook.Sleep sleep -> {
                boolean cut = sleep.time().compareTo(atMost) > 0;
                Thread.sleep(cut ? atMost : sleep.time()); // it is what the hook is for
                yield cut ? Optional.of("it sleeps longer than the grace period") : Optional.empty();
            }
        };
    }
}
