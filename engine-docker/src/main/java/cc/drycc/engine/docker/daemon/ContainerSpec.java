package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.PodName;
import cc.drycc.engine.Resources;
import java.util.List;
import java.util.Map;

/**
 * What a new container is made of.
 *
 * @param name its name, also its host name
 * @param image what runs
 * @param entrypoint replaces the image's when not empty
 * @param command replaces the image's when not empty
 * @param env environment, secrets included: never logged
 * @param resources limits
 * @param labels its own; the platform's are added
 * @param aliases names it answers to on the platform's network
 * @param kind whether it stays or runs to an end
 */
public record ContainerSpec(
        PodName name,
        ImageRef image,
        List<String> entrypoint,
        List<String> command,
        Map<String, String> env,
        Resources resources,
        Map<String, String> labels,
        List<String> aliases,
        Kind kind) {

    /** Whether a container stays or runs to an end. */
    public enum Kind {
        POD,
        JOB
    }

    /** Names the container without its environment, which holds secrets. */
    @Override
    public String toString() {
        return "ContainerSpec[%s %s]".formatted(name, image);
    }
}
