package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.source.Source;
import java.util.Map;

/**
 * What a builder gets.
 *
 * @param app whose image it is
 * @param sha of the commit
 * @param source the unpacked tree; gone after the build
 * @param image what the image is called; its repository belongs to the app alone
 * @param config the app's values, secrets: never logged
 * @param labels put on the image
 * @param limits of the build
 * @param cache whether layers of earlier builds are used
 * @param buildArgs what a Dockerfile's {@code ARG}s get
 */
public record BuildRequest(
        AppName app,
        String sha,
        Source source,
        ImageRef image,
        Map<String, String> config,
        Map<String, String> labels,
        BuildLimits limits,
        LayerCache cache,
        BuildArgs buildArgs) {

    /** Whether layers of earlier builds are used. */
    public enum LayerCache {
        USE,
        /** The app set {@code DRYCC_DISABLE_CACHE} (seed 5.8). */
        SKIP
    }

    /** What a Dockerfile's {@code ARG}s get. */
    public enum BuildArgs {
        NONE,
        /** All config values: the app set {@code DRYCC_DOCKER_BUILD_ARGS_ENABLED} (seed 5.3). */
        CONFIG
    }

    public BuildRequest {
        config = Map.copyOf(config);
        labels = Map.copyOf(labels);
    }

    /** Names the build without the config. */
    @Override
    public String toString() {
        return "BuildRequest[%s %s %s]".formatted(app, sha, image);
    }
}
