package cc.drycc.controller.evidence;

import cc.drycc.api.Results;
import cc.drycc.api.SigningKeyInfo;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.Version;
import cc.drycc.controller.web.For;
import cc.drycc.imagebuilder.evidence.SigningKey;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/apps/APP/build/sbom}, {@code …/provenance}, and the keys that statements are signed with. */
@RestController
public final class EvidenceRoutes {

    private final Builds builds;
    private final ReleaseLedger ledger;
    private final ObjectStore objects;
    private final SigningKeys keys;

    public EvidenceRoutes(Builds builds, ReleaseLedger ledger, ObjectStore objects, SigningKeys keys) {
        this.builds = builds;
        this.ledger = ledger;
        this.objects = objects;
        this.keys = keys;
    }

    /**
     * The bill of materials as CycloneDX.
     *
     * @param version of which release; the newest when missing
     */
    @GetMapping("/v2/apps/{app}/build/sbom")
    void sbom(@For(Action.VIEW) App app, @RequestParam(defaultValue = "") String version, HttpServletResponse response)
            throws IOException {
        send(Document.SBOM, app, version, response);
    }

    /**
     * The statement of provenance in its signed envelope.
     *
     * @param version of which release; the newest when missing
     */
    @GetMapping("/v2/apps/{app}/build/provenance")
    void provenance(
            @For(Action.VIEW) App app, @RequestParam(defaultValue = "") String version, HttpServletResponse response)
            throws IOException {
        send(Document.PROVENANCE, app, version, response);
    }

    /** The public halves of the keys; the one that signs comes first. */
    @GetMapping("/v2/signing-keys")
    Results<SigningKeyInfo> keys(SignedIn who) {
        return Results.of(keys.all().stream()
                .map(key -> new SigningKeyInfo(key.id(), "ed25519", SigningKey.pem(key.publicKey()), key.created()))
                .toList());
    }

    private void send(Document document, App app, String version, HttpServletResponse response) throws IOException {
        var release = version.isEmpty()
                ? ledger.latestUnfailed(app.uuid())
                : Version.parse(version).flatMap(number -> ledger.find(app.uuid(), number));
        var key = document.key(app.name(), build(release.orElseThrow(Version::unknown)));
        try (var content = objects.open(key)) {
            response.setContentType(document.mediaType());
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"%s-%s\"".formatted(app.name(), document.fileName()));
            response.setHeader("Cache-Control", "no-store");
            content.transferTo(response.getOutputStream());
        } catch (StorageProblem e) {
            throw e.kind() == StorageProblem.Kind.MISSING
                    ? new Problem.NotFound("The evidence of this build is not kept.")
                    : e;
        }
    }

    private UUID build(Release release) {
        var build = release.build()
                .flatMap(builds::find)
                .orElseThrow(() -> new Problem.NotFound("There is no build yet in %s.".formatted(release.tag())));
        if (build.evidence().isEmpty()) {
            throw new Problem.NotFound("There is no evidence of %s: it was not built here.".formatted(release.tag()));
        }
        return build.uuid();
    }
}
