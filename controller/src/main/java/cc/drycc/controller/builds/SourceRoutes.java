package cc.drycc.controller.builds;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.Version;
import cc.drycc.controller.web.For;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/build/source}: what was pushed, as it was given to the builder. */
@RestController
public final class SourceRoutes {

    private final Builds builds;
    private final ReleaseLedger ledger;
    private final ObjectStore objects;
    private final WhileAllowed whileAllowed;

    public SourceRoutes(Builds builds, ReleaseLedger ledger, ObjectStore objects, WhileAllowed whileAllowed) {
        this.builds = builds;
        this.ledger = ledger;
        this.objects = objects;
        this.whileAllowed = whileAllowed;
    }

    /**
     * A tar.gz of the commit's tree, or the archive that was sent. Who may see an app may fetch it with git as well.
     *
     * @param version of which release; the newest when missing
     */
    @GetMapping("/v2/apps/{app}/build/source")
    void source(
            SignedIn who,
            @For(Action.VIEW) App app,
            @RequestParam(defaultValue = "") String version,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var release = version.isEmpty()
                ? ledger.latestUnfailed(app.uuid())
                : Version.parse(version).flatMap(number -> ledger.find(app.uuid(), number));
        var build = build(release.orElseThrow(Version::unknown));
        var key = new ObjectKey(build.archive());
        var size = objects.head(key).orElseThrow(() -> gone(build)).size();
        try (var archive = new BufferedInputStream(open(key, build))) {
            var kind = ArchiveKind.of(archive);
            response.setContentType(kind.mediaType());
            response.setContentLengthLong(size);
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"" + name(app, build) + kind.extension() + "\"");
            response.setHeader("Cache-Control", "no-store");
            whileAllowed.<Long, IOException>run(
                    who, Action.VIEW, app, () -> archive.transferTo(response.getOutputStream()));
        } catch (Problem.Forbidden ended) {
            // Less than was announced has gone out: the reader sees that it is broken.
            throw new IOException(ended.detail());
        }
    }

    private Build build(Release release) {
        var build = release.build()
                .flatMap(builds::find)
                .orElseThrow(() -> new Problem.NotFound("There is no build yet in %s.".formatted(release.tag())));
        if (build.archive().isEmpty()) {
            throw new Problem.NotFound("%s was made from the image %s, not from source that was pushed."
                    .formatted(release.tag(), build.image()));
        }
        return build;
    }

    private InputStream open(ObjectKey key, Build build) {
        try {
            return objects.open(key);
        } catch (StorageProblem e) {
            throw e.kind() == StorageProblem.Kind.MISSING ? gone(build) : e;
        }
    }

    private static RuntimeException gone(Build build) {
        return new Problem.NotFound("The source of %s is no longer kept.".formatted(shortSha(build)));
    }

    private static String name(App app, Build build) {
        return app.name() + "-" + shortSha(build);
    }

    private static String shortSha(Build build) {
        return build.sha().substring(0, Math.min(7, build.sha().length()));
    }
}
