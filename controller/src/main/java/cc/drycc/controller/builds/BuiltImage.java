package cc.drycc.controller.builds;

import cc.drycc.controller.registry.PushedImage;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import java.util.Collections;
import java.util.List;
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
 * @param pushed where its images are in the platform's registry; empty when it has none
 */
public record BuiltImage(
        String stack,
        String image,
        ImageId imageId,
        SortedMap<ProcessType, String> procfile,
        String dockerfile,
        Optional<BuiltPath> path,
        OptionalInt port,
        List<PushedImage> pushed) {

    /** One that stays in the engine. */
    public BuiltImage(
            String stack,
            String image,
            ImageId imageId,
            SortedMap<ProcessType, String> procfile,
            String dockerfile,
            Optional<BuiltPath> path,
            OptionalInt port) {
        this(stack, image, imageId, procfile, dockerfile, path, port, List.of());
    }

    /** One without a {@code .drycc} folder, that stays in the engine. */
    public BuiltImage(
            String stack,
            String image,
            ImageId imageId,
            SortedMap<ProcessType, String> procfile,
            String dockerfile,
            OptionalInt port) {
        this(stack, image, imageId, procfile, dockerfile, Optional.empty(), port);
    }

    /** The same, in the platform's registry too. */
    public BuiltImage pushedAs(List<PushedImage> images) {
        return new BuiltImage(stack, image, imageId, procfile, dockerfile, path, port, images);
    }

    public BuiltImage {
        pushed = List.copyOf(pushed);
        procfile = Collections.unmodifiableSortedMap(new TreeMap<>(procfile));
    }
}
