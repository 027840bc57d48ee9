package cc.drycc.controller.config;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import cc.drycc.imagebuilder.dryccpath.Pipeline;
import java.util.EnumMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The values of a {@code .drycc} folder as an app's config (seed 5.16). All values and attached groups of before make room
 * for them; limits, healthchecks and the like stay. What is set later with {@code drycc config set} wins until the next
 * build with such a folder (reference controller).
 */
public final class PathConfig {

    private static final String FIELD = "dryccfile";

    private final Configs configs;

    public PathConfig(Configs configs) {
        this.configs = configs;
    }

    /**
     * The config of the next release.
     *
     * @param config the one before, or a new one
     * @param summary what changed: {@code added FOO, deleted BAR}; empty when nothing did
     */
    public record Applied(UUID config, String summary) {}

    /** Keeps the path's values, in the caller's transaction. @throws Problem when they may not be set */
    public Applied apply(App locked, User author, UUID before, DryccPath path) {
        var old = configs.state(before);
        var state = on(old, path);
        var summary = ConfigSummary.of(old, state);
        return new Applied(summary.isEmpty() ? before : configs.create(locked.uuid(), author, state), summary);
    }

    /** Returns when the path's values may be set. @throws Problem naming the first that may not, never its value */
    public static void check(DryccPath path) {
        on(ConfigState.EMPTY, path);
    }

    private static ConfigState on(ConfigState before, DryccPath path) {
        var variables = new TreeMap<Scope, SortedMap<String, String>>();
        var refs = new TreeMap<String, Object>();
        path.groups().forEach((group, values) -> variables.put(new Scope.Group(group), values));
        for (Pipeline pipeline : path.inOrder()) {
            variables.put(new Scope.ForType(pipeline.type()), pipeline.env());
            if (!pipeline.config().isEmpty()) {
                refs.put(pipeline.type().value(), pipeline.config());
            }
        }
        var sections = new EnumMap<ConfigSection, SortedMap<String, Object>>(ConfigSection.class);
        sections.putAll(before.sections());
        sections.put(ConfigSection.VALUES_REFS, refs);
        var after = new ConfigState(variables, sections);
        checkValues(after);
        return after;
    }

    private static void checkValues(ConfigState state) {
        try {
            state.variables().values().forEach(values -> values.forEach(ConfigRules::checkWanted));
        } catch (Problem.InvalidField e) {
            throw new Problem.InvalidField(
                    FIELD, e.fields().values().iterator().next().getFirst());
        }
        ConfigRules.checkAll(state);
    }

    /** A path kept without values, with those its release has now. */
    public static DryccPath shown(DryccPath path, ConfigState config) {
        var groups = new TreeMap<String, SortedMap<String, String>>();
        config.variables().forEach((scope, values) -> {
            if (scope instanceof Scope.Group group) {
                groups.put(group.name(), values);
            }
        });
        var pipelines = new TreeMap<String, Pipeline>();
        path.pipelines()
                .forEach((file, pipeline) -> pipelines.put(
                        file,
                        pipeline.with(
                                config.values(new Scope.ForType(pipeline.type())),
                                List.copyOf(config.groups(pipeline.type())))));
        return new DryccPath(groups, pipelines);
    }
}
