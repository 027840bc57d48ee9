package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.bases.BaseLogins;
import cc.drycc.imagebuilder.dryccpath.BuildStep;
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
 * @param logins at the registries of base images
 * @param recipe which of the source's images this is
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
        BaseLogins logins,
        Recipe recipe) {

    /** One that comes to registries as nobody. */
    public BuildRequest(
            AppName app,
            String sha,
            Source source,
            ImageRef image,
            Map<String, String> config,
            Map<String, String> labels,
            BuildLimits limits,
            LayerCache cache,
            Recipe recipe) {
        this(app, sha, source, image, config, labels, limits, cache, BaseLogins.NONE, recipe);
    }

    /** Whether layers of earlier builds are used. */
    public enum LayerCache {
        USE,
        /** The app set {@code DRYCC_DISABLE_CACHE} (seed 5.8). */
        SKIP;

        /** What an app's config says. */
        public static LayerCache of(Map<String, String> config) {
            return BuildOrder.isOn(config, "DRYCC_DISABLE_CACHE") ? SKIP : USE;
        }
    }

    /**
     * One image of a source, which may have several (seed 5.16).
     *
     * @param processType whose it is; only {@code web} takes HTTP
     * @param dockerfile path of the Dockerfile inside the source, for builders that use one
     * @param buildArgs what its {@code ARG}s get: with {@code DRYCC_DOCKER_BUILD_ARGS_ENABLED} all config values (seed
     *     5.3), secrets: never logged
     */
    public record Recipe(ProcessType processType, String dockerfile, Map<String, String> buildArgs) {

        /** The image of a source that says nothing else. */
        public static final Recipe DEFAULT = new Recipe(ProcessType.WEB, BuildStep.DOCKERFILE, Map.of());

        public Recipe {
            buildArgs = Map.copyOf(buildArgs);
        }

        /** Names it without the arguments. */
        @Override
        public String toString() {
            return "Recipe[%s %s]".formatted(processType, dockerfile);
        }
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
