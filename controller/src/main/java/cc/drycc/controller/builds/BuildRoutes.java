package cc.drycc.controller.builds;

import cc.drycc.api.ApiVersion;
import cc.drycc.api.BuildInfo;
import cc.drycc.api.NewBuild;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.config.PathConfig;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.registry.RegistryImages;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/build}: what the app runs, and {@code drycc pull}. */
@RestController
@RequestMapping("/v2/apps/{app}/build")
public final class BuildRoutes {

    private final Builds builds;
    private final ReleaseLedger ledger;
    private final Configs configs;
    private final CreateBuild create;
    private final RegistryImages registryImages;

    public BuildRoutes(
            Builds builds, ReleaseLedger ledger, Configs configs, CreateBuild create, RegistryImages registryImages) {
        this.builds = builds;
        this.ledger = ledger;
        this.configs = configs;
        this.create = create;
        this.registryImages = registryImages;
    }

    @GetMapping
    BuildInfo show(@For(Action.VIEW) App app, @RequestParam(required = false) @Nullable String version) {
        var release = version == null ? ledger.latestUnfailed(app.uuid()) : ledger.find(app.uuid(), number(version));
        if (version != null && release.isEmpty()) {
            throw new Problem.NotFound("No Release matches the given query.");
        }
        return release.flatMap(found -> info(app, found))
                .orElseGet(() -> new BuildInfo(
                        null, app.name().value(), app.owner(), "", "", "", Map.of(), Map.of(), "", null, null));
    }

    @PostMapping
    ResponseEntity<BuildInfo> create(User user, @For(Action.CHANGE) App app, @Body NewBuild wanted)
            throws InterruptedException {
        var release = create.create(app, user, wanted);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(ApiVersion.RELEASE_HEADER, Integer.toString(release.version()))
                .body(info(app, release).orElseThrow(Problem.NotFound::app));
    }

    private static int number(String version) {
        if (!version.matches("v?[0-9]{1,9}")) {
            throw new Problem.NotFound("No Release matches the given query.");
        }
        return Integer.parseInt(version.replace("v", ""));
    }

    private Optional<BuildInfo> info(App app, Release release) {
        return release.build().flatMap(builds::find).map(build -> info(app, build, dryccfile(build, release)));
    }

    private Map<String, Object> dryccfile(Build build, Release release) {
        return build.path()
                .map(built -> PathConfig.shown(built.path(), configs.state(release.config()))
                        .toMap())
                .orElse(Map.of());
    }

    private BuildInfo info(App app, Build build, Map<String, Object> dryccfile) {
        var procfile = new TreeMap<String, String>();
        build.procfile().forEach((type, command) -> procfile.put(type.value(), command));
        return new BuildInfo(
                build.uuid(),
                app.name().value(),
                build.owner(),
                build.stack(),
                build.image(),
                build.sha(),
                procfile,
                dryccfile,
                build.dockerfile(),
                pushed(app, build),
                build.evidence().orElse(null),
                build.created(),
                build.updated());
    }

    private String pushed(App app, Build build) {
        return build.imageId()
                .flatMap(id -> registryImages.find(app.uuid(), id))
                .map(image -> image.reference().value())
                .orElse("");
    }
}
