package cc.drycc.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A build with some things changed. */
final class Change {

    private final ImageBuild base;
    private List<String> excludes;
    private Map<String, String> buildArgs;
    private Map<String, String> labels;
    private boolean noCache;
    private Duration timeout;
    private long maxLogBytes;

    private Change(ImageBuild base) {
        this.base = base;
        this.excludes = base.excludes();
        this.buildArgs = base.buildArgs();
        this.labels = base.labels();
        this.noCache = base.noCache();
        this.timeout = base.timeout();
        this.maxLogBytes = base.maxLogBytes();
    }

    static Change of(ImageBuild base) {
        return new Change(base);
    }

    Change excludes(List<String> patterns) {
        excludes = patterns;
        return this;
    }

    Change buildArgs(Map<String, String> args) {
        buildArgs = args;
        return this;
    }

    Change labels(Map<String, String> all) {
        labels = all;
        return this;
    }

    Change noCache() {
        noCache = true;
        return this;
    }

    Change timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    Change maxLogBytes(long bytes) {
        maxLogBytes = bytes;
        return this;
    }

    ImageBuild build() {
        return new ImageBuild(
                base.contextDir(),
                excludes,
                base.dockerfile(),
                base.tag(),
                buildArgs,
                labels,
                noCache,
                base.resources(),
                timeout,
                maxLogBytes);
    }
}
