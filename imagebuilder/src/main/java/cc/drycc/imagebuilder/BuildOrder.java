package cc.drycc.imagebuilder;

import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.source.Source;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a job into what a builder gets.
 *
 * @param job the commit
 * @param source its tree
 * @param settings the platform's
 * @param config what the image will run with, secrets: never logged
 */
record BuildOrder(BuildJob job, Source source, BuildSettings settings, Map<String, String> config) {

    /**
     * The request for one image.
     *
     * @param recipe its own arguments win over config values of the same name
     */
    BuildRequest request(String builder, ImageRef image, Recipe recipe) {
        return new BuildRequest(
                job.app(),
                job.sha(),
                source,
                image,
                config,
                labels(builder),
                settings.build(),
                LayerCache.of(config),
                job.logins(),
                new Recipe(recipe.processType(), recipe.dockerfile(), arguments(recipe)));
    }

    private Map<String, String> arguments(Recipe recipe) {
        var arguments =
                new HashMap<String, String>(isOn(config, "DRYCC_DOCKER_BUILD_ARGS_ENABLED") ? config : Map.of());
        arguments.putAll(recipe.buildArgs());
        return arguments;
    }

    private Map<String, String> labels(String builder) {
        return Map.of(
                "cc.drycc.platform", settings.platform(),
                "cc.drycc.app", job.app().value(),
                "cc.drycc.sha", job.sha(),
                "cc.drycc.builder", builder,
                "org.opencontainers.image.revision", job.sha());
    }

    /** A switch is on when it has a value (seed 5.8: set, and unset to turn it off) that does not say no. */
    static boolean isOn(Map<String, String> config, String name) {
        return switch (config.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "false", "no", "off" -> false;
            default -> true;
        };
    }

    /** Names the job without the config. */
    @Override
    public String toString() {
        return "BuildOrder[%s]".formatted(job);
    }
}
