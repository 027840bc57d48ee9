package cc.drycc.buildservice.web;

import cc.drycc.buildservice.evidence.Document;
import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.evidence.SigningKeys;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.buildservice.problems.Problem.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How images came about: {@code GET /api/v1/:jobid/sbom} and {@code …/provenance}, and who says so. */
@RestController
public final class EvidenceRoutes {

    private final OwnJobs own;
    private final JobEvidence evidence;
    private final SigningKeys keys;

    public EvidenceRoutes(OwnJobs own, JobEvidence evidence, SigningKeys keys) {
        this.own = own;
        this.evidence = evidence;
        this.keys = keys;
    }

    @GetMapping("/api/v1/{job}/sbom")
    void sbom(HttpServletRequest request, HttpServletResponse response, @PathVariable String job) throws IOException {
        send(Document.SBOM, request, response, job);
    }

    @GetMapping("/api/v1/{job}/provenance")
    void provenance(HttpServletRequest request, HttpServletResponse response, @PathVariable String job)
            throws IOException {
        send(Document.PROVENANCE, request, response, job);
    }

    /** The public halves of the keys that statements are signed with; the one that signs now comes first. */
    @GetMapping("/api/v1/signing-keys")
    Map<String, Object> keys() {
        return Map.of(
                "Keys",
                keys.all().stream()
                        .map(key -> Map.of("Id", key.id(), "Algorithm", "ed25519", "Public", key.pem()))
                        .toList());
    }

    private void send(Document document, HttpServletRequest request, HttpServletResponse response, String id)
            throws IOException {
        var job = own.find(request, id);
        try (var content = evidence.open(job.id(), document)
                .orElseThrow(() -> new Problem(Kind.NOT_FOUND, "There is no evidence of this job."))) {
            response.setContentType(document.mediaType());
            response.setHeader(
                    "Content-Disposition", "attachment; filename=\"%s-%s\"".formatted(job.id(), document.fileName()));
            response.setHeader("Cache-Control", "no-store");
            content.transferTo(response.getOutputStream());
        }
    }
}
