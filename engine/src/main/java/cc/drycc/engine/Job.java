package cc.drycc.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A container that runs to an end: a one-off {@code run}, a release task, a package build.
 *
 * @param app whose it is; its network and clean-up follow from that
 * @param name a name unique among running jobs (the same grammar as pods)
 * @param image what runs
 * @param entrypoint replaces the image's entrypoint when not empty
 * @param command replaces the image's command when not empty
 * @param env environment variables, secrets included: never logged
 * @param resources limits
 * @param timeout after which it is killed
 * @param maxOutputBytes of both streams together; what comes after is dropped and said so
 */
public record Job(
        AppName app,
        PodName name,
        ImageRef image,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> env,
        Resources resources,
        Duration timeout,
        long maxOutputBytes) {

    public Job {
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /** Names the job without its environment, which holds secrets. */
    @Override
    public String toString() {
        return "Job[%s %s]".formatted(name, image);
    }
}
