package cc.drycc.controller.releases;

import cc.drycc.api.ApiVersion;
import cc.drycc.api.Listing;
import cc.drycc.api.ReleaseCondition;
import cc.drycc.api.ReleaseDeploy;
import cc.drycc.api.ReleaseInfo;
import cc.drycc.api.Rollback;
import cc.drycc.api.RolledBack;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import cc.drycc.controller.web.PageRequest;
import cc.drycc.controller.web.ProcessTypes;
import cc.drycc.engine.ProcessType;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/releases}: the ledger of an app, and going back in it. */
@RestController
@RequestMapping("/v2/apps/{app}/releases")
public final class ReleaseRoutes {

    private final ReleaseLedger ledger;
    private final RollBack rollBack;
    private final DeployAgain deployAgain;

    public ReleaseRoutes(ReleaseLedger ledger, RollBack rollBack, DeployAgain deployAgain) {
        this.ledger = ledger;
        this.rollBack = rollBack;
        this.deployAgain = deployAgain;
    }

    /** @param ptypes only releases that were deployed for all of these, with commas between them */
    @GetMapping
    Listing<ReleaseInfo> list(
            @For(Action.VIEW) App app, PageRequest page, @RequestParam(defaultValue = "") String ptypes) {
        var types = ProcessTypes.of("ptypes", ptypes);
        var results = ledger.page(app.uuid(), types, page.limit(), page.offset()).stream()
                .map(release -> info(app, release))
                .toList();
        var asked = types.isEmpty() ? page : page.of("ptypes", names(types));
        return asked.listing(ledger.count(app.uuid(), types), results);
    }

    @GetMapping("/{version}")
    ReleaseInfo get(@For(Action.VIEW) App app, @PathVariable String version) {
        var number = Version.parse(version).orElseThrow(Version::unknown);
        return info(app, ledger.find(app.uuid(), number).orElseThrow(Version::unknown));
    }

    /** Answers when the new release runs; 400 with the reason when it does not. */
    @PostMapping("/rollback")
    ResponseEntity<RolledBack> rollBack(
            @For(Action.CHANGE) App app, User user, @Body(Body.Need.OPTIONAL) Rollback wanted) {
        var types = ProcessTypes.of("ptypes", wanted.ptypes());
        var release = rollBack.to(app, user, target(wanted.version()), types);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(ApiVersion.RELEASE_HEADER, Integer.toString(release.version()))
                .body(new RolledBack(release.version()));
    }

    /**
     * Deploys the newest release: one that is held, one that failed, or again the one that runs. Answers when it runs; 400
     * with the reason when it does not.
     */
    @PostMapping("/deploy")
    ResponseEntity<Void> deploy(@For(Action.CHANGE) App app, User user, @Body(Body.Need.OPTIONAL) ReleaseDeploy wanted)
            throws InterruptedException {
        var force = Boolean.TRUE.equals(wanted.force()) ? DeployAgain.Force.YES : DeployAgain.Force.NO;
        var release = deployAgain.deploy(app, user, ProcessTypes.of("ptypes", wanted.ptypes()), force);
        return ResponseEntity.noContent()
                .header(ApiVersion.RELEASE_HEADER, Integer.toString(release.version()))
                .build();
    }

    private static OptionalInt target(@Nullable Object version) {
        return switch (version) {
            case null -> OptionalInt.empty();
            case Integer number -> OptionalInt.of(number);
            case String text -> OptionalInt.of(Version.parse(text).orElseThrow(ReleaseRoutes::notAVersion));
            default -> throw notAVersion();
        };
    }

    private static Problem notAVersion() {
        return new Problem.InvalidField("version", "A release number is required, such as 2 or \"v2\".");
    }

    private static ReleaseInfo info(App app, Release release) {
        return new ReleaseInfo(
                release.uuid(),
                app.name().value(),
                release.owner(),
                release.state().wire(),
                release.version(),
                release.build().orElse(null),
                release.config(),
                release.summary(),
                release.exception().orElse(null),
                release.conditions().stream().map(ReleaseRoutes::condition).toList(),
                release.deployed().stream().map(ProcessType::value).sorted().toList(),
                release.state() == ReleaseState.FAILED || release.state() == ReleaseState.CRASHED,
                release.created(),
                release.updated());
    }

    private static ReleaseCondition condition(Condition condition) {
        return new ReleaseCondition(
                condition.state().wire(),
                condition.action(),
                condition.types().stream().map(ProcessType::value).toList(),
                condition.exception().orElse(null),
                condition.created());
    }

    private static String names(Set<ProcessType> types) {
        return types.stream().map(ProcessType::value).collect(Collectors.joining(","));
    }
}
