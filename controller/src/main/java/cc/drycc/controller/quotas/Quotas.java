package cc.drycc.controller.quotas;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.AppName;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operator's limits.
 *
 * @param appsPerUser apps one account may own ({@value #APPS}); empty for as many as they like
 * @param podsPerApp pods one app may have, one-off runs among them ({@value #SPEC}, seed 6.1); empty for no limit
 */
public record Quotas(OptionalInt appsPerUser, OptionalInt podsPerApp) {

    public static final String APPS = "DRYCC_QUOTA_APPS_PER_USER";
    /** In the words of a Kubernetes ResourceQuota; of what it can limit, this engine counts pods. */
    public static final String SPEC = "KUBERNETES_NAMESPACE_DEFAULT_QUOTA_SPEC";

    /** No limits. */
    public static final Quotas NONE = new Quotas(OptionalInt.empty(), OptionalInt.empty());

    private static final String RULE =
            SPEC + " must be JSON such as {\"spec\":{\"hard\":{\"pods\":\"10\"}}}; only pods are counted here";

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException naming the variable that is wrong
     */
    public static Quotas from(Map<String, String> environment) {
        return new Quotas(apps(environment), pods(environment.getOrDefault(SPEC, "")));
    }

    private static OptionalInt apps(Map<String, String> environment) {
        var text = environment.getOrDefault(APPS, "").strip();
        if (!text.matches("[0-9]{0,6}")) {
            throw new IllegalArgumentException(
                    APPS + " must be a whole number from 0 (no limit) to 999999, for example 20");
        }
        int most = text.isEmpty() ? 0 : Integer.parseInt(text);
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    private static OptionalInt pods(String spec) {
        if (spec.isBlank()) {
            return OptionalInt.empty();
        }
        var hard = only(only(read(spec), "spec"), "hard");
        var pods = only(hard, "pods").asString("");
        if (!pods.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(RULE);
        }
        return OptionalInt.of(Integer.parseInt(pods));
    }

    private static JsonNode read(String spec) {
        try {
            return JsonMapper.shared().readTree(spec);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    /** What the object holds, and nothing beside it. */
    private static JsonNode only(JsonNode object, String name) {
        if (!object.isObject() || object.size() != 1 || !object.has(name)) {
            throw new IllegalArgumentException(RULE);
        }
        return object.get(name);
    }

    /** @throws Problem.Forbidden when an app that has {@code before} pods may not have {@code after} */
    public void checkPods(AppName app, int before, int after) {
        if (after > before && after > podsPerApp.orElse(Integer.MAX_VALUE)) {
            throw new Problem.Forbidden("exceeded quota: %s may have %d pods and would have %d. Nothing was changed;"
                            .formatted(app, podsPerApp.orElse(0), after)
                    + " stop others first, or ask the operator of this platform for more (" + SPEC + ").");
        }
    }

    /** @throws Problem.Forbidden when one who owns so many apps may not own another */
    void checkApps(String username, int owned) {
        if (owned >= appsPerUser.orElse(Integer.MAX_VALUE)) {
            throw new Problem.Forbidden(
                    "exceeded quota: %s may own %d apps and owns %d. Nothing was changed; destroy one"
                                    .formatted(username, appsPerUser.orElse(0), owned)
                            + " first, or ask the operator of this platform for more (" + APPS + ").");
        }
    }
}
