package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.BuildLog;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Passes a build's lines on and counts those by which builders tell that a step's earlier result was taken. */
public final class CacheHits implements BuildLog {

    /** Docker and Podman, BuildKit, the lifecycle of buildpacks. */
    private static final Pattern HIT = Pattern.compile(
            "^\\s*(?:-+> Using cache\\b|#\\d+ CACHED$|Reusing (?:cached )?layer '|Reusing cached layer |Reusing layers from image)");

    private final BuildLog target;
    private final AtomicInteger count = new AtomicInteger();

    public CacheHits(BuildLog target) {
        this.target = target;
    }

    @Override
    public void line(String text) {
        if (HIT.matcher(text).find()) {
            count.incrementAndGet();
        }
        target.line(text);
    }

    /** So far. */
    public int count() {
        return count.get();
    }
}
