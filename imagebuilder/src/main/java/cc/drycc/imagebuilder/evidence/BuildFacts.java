package cc.drycc.imagebuilder.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How an image came about.
 *
 * @param builder its name
 * @param builderVersion empty when it does not tell
 * @param sourceSha256 of the source archive, as it was read; 64 hexadecimal digits
 * @param bases what the image was built upon, as far as the builder tells
 * @param started when the source was unpacked
 * @param took the whole build
 * @param cacheHits how many steps were not done again, as far as the builder's words tell
 * @param declared packages the source pins
 */
public record BuildFacts(
        String builder,
        String builderVersion,
        String sourceSha256,
        List<BaseImage> bases,
        Instant started,
        Duration took,
        int cacheHits,
        SortedSet<Component> declared) {

    public BuildFacts {
        bases = List.copyOf(bases);
        declared = new TreeSet<>(declared);
    }
}
