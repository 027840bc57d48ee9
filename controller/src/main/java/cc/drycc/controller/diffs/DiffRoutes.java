package cc.drycc.controller.diffs;

import cc.drycc.api.ReleaseComparison;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Build;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.Version;
import cc.drycc.controller.web.For;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/releases/vN/diff}: what a release changed. The upstream API has no such route. */
@RestController
@RequestMapping("/v2/apps/{app}/releases/{version}/diff")
public final class DiffRoutes {

    private final ReleaseLedger ledger;
    private final Builds builds;
    private final Configs configs;

    public DiffRoutes(ReleaseLedger ledger, Builds builds, Configs configs) {
        this.ledger = ledger;
        this.builds = builds;
        this.configs = configs;
    }

    /** @param with the release to begin at; the one before when missing */
    @GetMapping
    ReleaseComparison diff(
            @For(Action.VIEW) App app, @PathVariable String version, @RequestParam(defaultValue = "") String with) {
        var to = find(app, version);
        var from = with.isEmpty() ? before(app, to) : find(app, with);
        var changes = ReleaseDiff.of(build(from), configs.state(from.config()), build(to), configs.state(to.config()));
        return new ReleaseComparison(app.name().value(), from.version(), to.version(), changes);
    }

    private Release find(App app, String version) {
        return Version.parse(version)
                .flatMap(number -> ledger.find(app.uuid(), number))
                .orElseThrow(() -> new Problem.NotFound("There is no release %s.".formatted(words(version))));
    }

    private static String words(String version) {
        return Version.parse(version).map(number -> "v" + number).orElse("of that name");
    }

    private Release before(App app, Release release) {
        return ledger.find(app.uuid(), release.version() - 1)
                .orElseThrow(() -> new Problem.Refused(
                        "There is no release before v1; name the one to compare it with: ?with=v2"));
    }

    private Optional<Build> build(Release release) {
        return release.build().flatMap(builds::find);
    }
}
