package cc.drycc.imagebuilder.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedSet;

/**
 * The evidence of a build, written down and signed.
 *
 * @param sbom CycloneDX ({@link Sbom})
 * @param provenance a signed statement ({@link Provenance}, {@link Envelope})
 */
@SuppressWarnings("ArrayRecordComponent") // is only kept and sent, never compared
public record Documents(byte[] sbom, byte[] provenance) {

    /** What the bill of materials is called. */
    public static final String SBOM = "sbom.cdx.json";

    /** What the statement is called. */
    public static final String PROVENANCE = "provenance.dsse.json";

    /** What kind of document a statement in its envelope is. */
    public static final String PROVENANCE_TYPE = "application/vnd.dsse+json";

    /**
     * Writes both.
     *
     * @param components packages of the images and of the source
     * @param platform the id of who built it
     * @param tool the version of the program
     */
    public static Documents write(
            Subject subject,
            BuildFacts facts,
            SortedSet<Component> components,
            String platform,
            String tool,
            SigningKey key,
            Instant now) {
        var sbom = Sbom.write(subject, components, tool, now);
        var statement = Provenance.write(subject, facts, platform, tool, sha256(sbom));
        return new Documents(sbom, Envelope.sign(statement, Provenance.MEDIA_TYPE, key));
    }

    /** Of the bill of materials: {@code sha256:…}. */
    public String sbomDigest() {
        return "sha256:" + sha256(sbom);
    }

    /** Of the statement in its envelope. */
    public String provenanceDigest() {
        return "sha256:" + sha256(provenance);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
