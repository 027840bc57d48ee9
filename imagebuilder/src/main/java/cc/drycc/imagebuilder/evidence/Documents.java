package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.Digest;
import cc.drycc.imagebuilder.referrers.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The evidence of a build, written down; each as it is attached to an image.
 *
 * @param sbom CycloneDX ({@link Sbom})
 * @param provenance a statement ({@link Provenance}), signed in its {@link Envelope} where there is a key
 */
public record Documents(Attachment sbom, Attachment provenance) {

    /** What the bill of materials is called. */
    public static final String SBOM = "sbom.cdx.json";

    /** What the signed statement is called. */
    public static final String PROVENANCE = "provenance.dsse.json";

    /** What kind of document a statement in its envelope is. */
    public static final String PROVENANCE_TYPE = "application/vnd.dsse+json";

    /** What a statement is called that nobody signed. */
    public static final String UNSIGNED_PROVENANCE = "provenance.intoto.json";

    /** What an envelope is among the artifacts of a registry, where in-toto's tools look for it. */
    private static final String ENVELOPE_ARTIFACT = "application/vnd.dsse.envelope.v1+json";

    private static final Map<String, String> STATEMENT = Map.of("in-toto.io/predicate-type", Provenance.PREDICATE_TYPE);

    /**
     * Writes both.
     *
     * @param components packages of the images and of the source
     * @param platform the id of who built it
     * @param tool the version of the program
     * @param key that signs; empty to leave the statement unsigned
     */
    public static Documents write(
            Subject subject,
            BuildFacts facts,
            SortedSet<Component> components,
            String platform,
            String tool,
            Optional<SigningKey> key,
            Instant now) {
        var sbom = Sbom.write(subject, components, tool, now);
        var statement = Provenance.write(subject, facts, platform, tool, Digest.of(sbom));
        return new Documents(
                new Attachment(SBOM, Sbom.MEDIA_TYPE, Map.of(), sbom),
                key.map(present -> new Attachment(
                                PROVENANCE,
                                ENVELOPE_ARTIFACT,
                                STATEMENT,
                                Envelope.sign(statement, Provenance.MEDIA_TYPE, present)))
                        .orElseGet(() ->
                                new Attachment(UNSIGNED_PROVENANCE, Provenance.MEDIA_TYPE, STATEMENT, statement)));
    }

    /** Both. */
    public List<Attachment> all() {
        return List.of(sbom, provenance);
    }

    /** Of the bill of materials: {@code sha256:…}. */
    public String sbomDigest() {
        return Digest.of(sbom.content()).value();
    }

    /** Of the statement, in its envelope when it is signed. */
    public String provenanceDigest() {
        return Digest.of(provenance.content()).value();
    }
}
