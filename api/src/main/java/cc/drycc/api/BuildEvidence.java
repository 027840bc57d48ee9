package cc.drycc.api;

import java.util.List;

/**
 * How a build came about. Digests are {@code sha256:} and 64 hexadecimal digits.
 *
 * @param builder what made it
 * @param builderVersion empty when it does not tell
 * @param source digest of the source archive
 * @param baseImages what it was built upon, as far as the builder tells
 * @param seconds how long it took, with the unpacking of the source
 * @param cacheHits steps that were not done again, as far as the builder tells
 * @param components packages in its bill of materials
 * @param sbom digest of the bill of materials
 * @param provenance digest of the signed statement
 * @param key which of the platform's keys signed it
 */
public record BuildEvidence(
        String builder,
        String builderVersion,
        String source,
        List<Base> baseImages,
        double seconds,
        int cacheHits,
        int components,
        String sbom,
        String provenance,
        String key) {

    /**
     * An image another was built upon.
     *
     * @param name as the recipe writes it
     * @param digest what the name led to
     */
    public record Base(String name, String digest) {}

    public BuildEvidence {
        baseImages = List.copyOf(baseImages);
    }
}
