package cc.drycc.imagebuilder;

import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.procfile.Procfile;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a build ended. */
public sealed interface BuildOutcome {

    /**
     * There is an image.
     *
     * @param image what was made
     * @param stack the builder's name: {@code container}, {@code buildpack}, …
     * @param procfile of the source; empty when it has none
     * @param sha of the commit
     * @param facts how it came about
     */
    record Built(BuiltImage image, String stack, Procfile procfile, String sha, BuildFacts facts)
            implements BuildOutcome {}

    /**
     * The images of a source with a {@code .drycc} folder (seed 5.16).
     *
     * @param path what the folder says
     * @param ofApp the image of process types without a {@code build}, that of {@code web} if it has one; empty when no
     *     step needs it
     * @param images those of process types with a {@code build}
     * @param stack the name of the builder that made them
     * @param sha of the commit
     * @param facts how they came about
     */
    record BuiltPath(
            DryccPath path,
            Optional<BuiltImage> ofApp,
            SortedMap<ProcessType, BuiltImage> images,
            String stack,
            String sha,
            BuildFacts facts)
            implements BuildOutcome {

        public BuiltPath {
            images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        }
    }

    /**
     * There is none, and nothing of the attempt is left but cached layers.
     *
     * @param fault whose it is
     * @param reason one line for the person who pushed, without secrets: what happened and what to do
     */
    record Failed(Fault fault, String reason) implements BuildOutcome {}

    /** Who can do something about a failure. */
    enum Fault {
        /** The person who pushed: the source, the Dockerfile, a command that failed, a limit that was hit. */
        SOURCE,
        /** The operator: storage, engine or disk. */
        PLATFORM
    }
}
