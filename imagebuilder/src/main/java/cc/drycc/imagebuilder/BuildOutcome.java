package cc.drycc.imagebuilder;

import cc.drycc.imagebuilder.procfile.Procfile;

/** How a build ended. */
public sealed interface BuildOutcome {

    /**
     * There is an image.
     *
     * @param image what was made
     * @param stack the builder's name: {@code container}, {@code buildpack}, …
     * @param procfile of the source; empty when it has none
     * @param sha of the commit
     */
    record Built(BuiltImage image, String stack, Procfile procfile, String sha) implements BuildOutcome {}

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
