package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.Optional;

/**
 * One way to make an image from source code (seed 003: a bridge, so that each ships separately). Safe for several builds
 * at once.
 */
public interface ImageBuilder {

    /** What people choose it by ({@code DRYCC_STACK}): {@code container}, {@code buildpack}, … */
    String name();

    /** What {@code drycc builders} shows; by default what the jar's manifest says. */
    default String version() {
        return Optional.ofNullable(getClass().getPackage().getImplementationVersion())
                .orElse("");
    }

    /** What it builds, in a few words: {@code a Dockerfile at the top}. */
    default String description() {
        return "";
    }

    /** What the builder lacks on this machine and how to get it, when it cannot be used; then nobody is offered it. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Whether this source has what the builder needs. */
    boolean supports(Source source);

    /**
     * Builds an image. What it writes to the log has its secrets taken out on the way.
     *
     * @throws BuildFailed with the reason for the person who pushed
     * @throws SourceRefused when a file of the source cannot be used
     * @throws IOException when this machine cannot read the source
     * @throws InterruptedException what runs is stopped and cleaned up first
     */
    BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException;

    /**
     * Removes what it keeps of an app, such as layers of its builds: the app is destroyed, and the next of that name is
     * somebody else's. May be called again, and for apps it never built.
     */
    default void forget(AppName app) throws IOException, InterruptedException {}
}
