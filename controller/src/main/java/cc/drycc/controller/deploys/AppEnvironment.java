package cc.drycc.controller.deploys;

import cc.drycc.engine.AppName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * The environment of an app's containers: its config, and over it what the platform says (seed: {@code DRYCC_APP},
 * {@code DRYCC_RELEASE}, {@code PORT}; the later names {@code WORKFLOW_RELEASE…} and {@code SOURCE_VERSION} beside them).
 */
public final class AppEnvironment {

    private AppEnvironment() {}

    /**
     * What every container of a release gets.
     *
     * @param values the config's values
     * @param sha the commit the image was built from; empty for a pulled image
     */
    public static Map<String, String> of(
            AppName app, int release, String summary, Instant created, String sha, Map<String, String> values) {
        var env = new TreeMap<>(values);
        env.put("DRYCC_APP", app.value());
        env.put("DRYCC_RELEASE", "v" + release);
        env.put("WORKFLOW_RELEASE", "v" + release);
        env.put("WORKFLOW_RELEASE_SUMMARY", summary);
        env.put(
                "WORKFLOW_RELEASE_CREATED_AT",
                created.truncatedTo(ChronoUnit.SECONDS).toString());
        env.put("SOURCE_VERSION", sha);
        return env;
    }
}
