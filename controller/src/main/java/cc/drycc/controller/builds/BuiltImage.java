package cc.drycc.controller.builds;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a finished build leaves.
 *
 * @param stack what kind of build it was
 * @param image the image's name
 * @param imageId its digest, which releases pin
 * @param procfile process types and their commands, may be empty
 * @param dockerfile the Dockerfile's text, may be empty
 * @param path the pipelines of a {@code .drycc} folder with their images; empty without one
 * @param port the one port the image exposes; empty for none or several
 */
public record BuiltImage(
        String stack,
        String image,
        ImageId imageId,
        SortedMap<ProcessType, String> procfile,
        String dockerfile,
        Optional<BuiltPath> path,
        OptionalInt port) {

    /** One without a {@code .drycc} folder. */
    public BuiltImage(
            String stack,
            String image,
            ImageId imageId,
            SortedMap<ProcessType, String> procfile,
            String dockerfile,
            OptionalInt port) {
        this(stack, image, imageId, procfile, dockerfile, Optional.empty(), port);
    }

    public BuiltImage {
        procfile = Collections.unmodifiableSortedMap(new TreeMap<>(procfile));
    }
}
