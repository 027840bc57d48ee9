package cc.drycc.imagebuilder.dryccpath;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;

/** Which image a step of a pipeline means. */
public sealed interface ImageChoice {

    /** The one built for a process type, which has a {@code build}. */
    record BuiltFor(ProcessType type) implements ImageChoice {}

    /** The app's own, for process types without a {@code build}. */
    record OfApp() implements ImageChoice {}

    /** One that lies in a registry. */
    record Named(ImageRef ref) implements ImageChoice {}
}
