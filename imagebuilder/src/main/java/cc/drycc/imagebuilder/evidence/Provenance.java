package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A statement of how images, or a slug, were made: in-toto Statement v1 with a SLSA provenance v1 predicate. */
public final class Provenance {

    /** What kind of document it is. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto+json";

    /** What it says. */
    public static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private static final String BUILD_TYPE = "https://www.drycc.cc/workflow/build/v1";
    private static final JsonMapper JSON = JsonMapper.shared();

    private Provenance() {}

    /**
     * Writes one.
     *
     * @param platform the platform's id
     * @param tool its version
     * @param sbom of the bill of materials that belongs to it
     */
    public static byte[] write(Subject subject, BuildFacts facts, String platform, String tool, Digest sbom) {
        var statement = JSON.createObjectNode().put("_type", "https://in-toto.io/Statement/v1");
        var subjects = statement.putArray("subject");
        for (var made : subject.names()) {
            subjects.addObject().put("name", made.name()).putObject("digest").put("sha256", hex(made.digest()));
        }
        statement.put("predicateType", PREDICATE_TYPE);
        var predicate = statement.putObject("predicate");
        definition(predicate.putObject("buildDefinition"), subject, facts);
        details(predicate.putObject("runDetails"), subject, facts, platform, tool, sbom);
        return JSON.writeValueAsBytes(statement);
    }

    private static void definition(ObjectNode definition, Subject subject, BuildFacts facts) {
        definition.put("buildType", BUILD_TYPE);
        var parameters = definition
                .putObject("externalParameters")
                .put("app", subject.app().value())
                .put("builder", facts.builder());
        var resolved = definition.putArray("resolvedDependencies");
        if (!subject.sha().isEmpty()) {
            parameters.put("revision", subject.sha());
        }
        // an archive that was sent instead of pushed is named by its own digest, and is no commit
        if (!facts.sourceSha256().startsWith(subject.sha())) {
            resolved.addObject().put("name", "revision").putObject("digest").put("gitCommit", subject.sha());
        }
        resolved.addObject().put("name", "source archive").putObject("digest").put("sha256", facts.sourceSha256());
        for (var base : facts.bases()) {
            resolved.addObject()
                    .put("name", base.name())
                    .putObject("digest")
                    .put("sha256", hex(base.id().value()));
        }
    }

    private static void details(
            ObjectNode details, Subject subject, BuildFacts facts, String platform, String tool, Digest sbom) {
        var builder =
                details.putObject("builder").put("id", "https://www.drycc.cc/workflow/builders/" + facts.builder());
        builder.putObject("version").put("drycc-workflow", tool).put(facts.builder(), facts.builderVersion());
        details.putObject("metadata")
                .put("invocationId", platform + "/" + subject.build())
                .put("startedOn", seconds(facts.started()))
                .put("finishedOn", seconds(facts.started().plus(facts.took())));
        details.putArray("byproducts")
                .addObject()
                .put("name", Documents.SBOM)
                .put("mediaType", Sbom.MEDIA_TYPE)
                .putObject("digest")
                .put("sha256", hex(sbom.value()));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String hex(String digest) {
        return digest.substring(digest.indexOf(':') + 1);
    }
}
