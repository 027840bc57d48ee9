package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.source.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/** One build while it goes on: what is seen of it becomes its {@link BuildFacts}. */
public final class Observed {

    private final Instant started;
    private final String sourceSha256;
    private final CacheHits hits;

    /**
     * @param started when the source was asked for
     * @param sourceSha256 of its archive
     * @param output where the builder's lines go
     */
    public Observed(Instant started, String sourceSha256, BuildLog output) {
        this.started = started;
        this.sourceSha256 = sourceSha256;
        this.hits = new CacheHits(output);
    }

    /** What the builder writes to, so that its words are seen. */
    public BuildLog log() {
        return hits;
    }

    /** The build has ended well. */
    public BuildFacts end(String builder, String version, List<BaseImage> bases, Source source) throws IOException {
        return end(builder, version, bases, DeclaredPackages.in(source));
    }

    /** The same where it is known what the source declares. */
    public BuildFacts end(String builder, String version, List<BaseImage> bases, SortedSet<Component> declared) {
        return new BuildFacts(
                builder,
                version,
                sourceSha256,
                bases,
                started,
                Duration.between(started, Instant.now()),
                hits.count(),
                declared);
    }
}
