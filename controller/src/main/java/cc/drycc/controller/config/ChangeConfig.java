package cc.drycc.controller.config;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.RunningReleases;
import cc.drycc.controller.releases.RunningReleases.Part;
import cc.drycc.engine.ProcessType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changes the config of an app: a new release with the newest good build, deployed before anybody hears of success. When
 * process types run different releases, since some were taken back, each goes on from its own: one release for each.
 */
public final class ChangeConfig {

    private final TransactionOperations transaction;
    private final Apps apps;
    private final RunningReleases running;
    private final Configs configs;
    private final LaunchRelease launch;
    private final SectionRules rules;

    public ChangeConfig(
            TransactionOperations transaction,
            Apps apps,
            RunningReleases running,
            Configs configs,
            LaunchRelease launch,
            SectionRules rules) {
        this.transaction = transaction;
        this.apps = apps;
        this.running = running;
        this.configs = configs;
        this.launch = launch;
        this.rules = rules;
    }

    /**
     * Makes the change and waits until it runs.
     *
     * @throws Problem.Conflict when nothing would change
     * @throws Problem.Unprocessable when something is to be unset that is not there
     */
    Release apply(App app, User author, ConfigEdit edit, ConfigEdit.Mode mode) {
        ConfigRules.checkWanted(edit);
        return apply(app, author, before -> edit.on(before, mode, rules));
    }

    /**
     * Takes groups of values away from process types and waits until that runs.
     *
     * @throws Problem.Unprocessable when one of them is not attached
     */
    Release detach(App app, User author, SectionEdit groups) {
        return apply(app, author, before -> {
            var sections = new EnumMap<ConfigSection, SortedMap<String, Object>>(ConfigSection.class);
            sections.putAll(before.sections());
            sections.put(groups.section(), groups.detachedFrom(before.section(groups.section())));
            var after = new ConfigState(before.variables(), sections);
            return new ConfigEdit.Result(after, ConfigSummary.of(before, after));
        });
    }

    private Release apply(App app, User author, Function<ConfigState, ConfigEdit.Result> edit) {
        var releases = transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            var parts = running.of(locked);
            return parts.size() == 1
                    ? List.of(append(locked, author, parts.getFirst(), edit))
                    : appendEach(locked, author, parts, edit);
        });
        for (var release : releases) {
            launch.await(app, release);
        }
        return releases.getLast();
    }

    /** What is the same already for some process types, or not there to be unset, is changed for the others. */
    private List<Release> appendEach(
            App locked, User author, List<Part> parts, Function<ConfigState, ConfigEdit.Result> edit) {
        var releases = new ArrayList<Release>();
        Problem refusal = null;
        for (var part : parts) {
            try {
                releases.add(append(locked, author, part, edit));
            } catch (Problem.Conflict | Problem.Unprocessable same) {
                refusal = same;
            }
        }
        if (releases.isEmpty() && refusal != null) {
            throw refusal;
        }
        return releases;
    }

    private Release append(App locked, User author, Part part, Function<ConfigState, ConfigEdit.Result> edit) {
        var before = configs.state(part.release().config());
        var result = edit.apply(before);
        if (result.summary().isEmpty()) {
            throw new Problem.Conflict(author.username() + " changed nothing - release stopped");
        }
        ConfigRules.checkAll(result.state());
        checkGroups(before, result.state());
        var config = configs.create(locked.uuid(), author, result.state());
        var summary = author.username() + " " + result.summary();
        return launch.append(locked, author, part, config, summary);
    }

    /** A group that is newly attached has values: a typing mistake would go unseen for long. */
    private static void checkGroups(ConfigState before, ConfigState after) {
        for (var type : after.section(ConfigSection.VALUES_REFS).keySet()) {
            var known = before.groups(new ProcessType(type));
            for (var group : after.groups(new ProcessType(type))) {
                if (!known.contains(group)
                        && after.values(new Scope.Group(group)).isEmpty()) {
                    throw new Problem.InvalidField(
                            ConfigSection.VALUES_REFS.wire(),
                            "The group %s has no values; set one first: drycc config set NAME=VALUE --group=%s"
                                    .formatted(group, group));
                }
            }
        }
    }
}
