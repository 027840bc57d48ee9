package cc.drycc.imagebuilder;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.evidence.BaseImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a builder made.
 *
 * @param image what it is called
 * @param id its content address: what a release pins
 * @param port where it listens for HTTP; empty when neither the image nor the config says so
 * @param dockerfile the text it was built from; empty when it was not built from one
 * @param processes the command lines that start its process types, when the image knows them; empty: see the Procfile
 * @param bases what it was built upon, as far as the builder tells
 * @param pushed its name and digest in the platform's registry; empty when the platform has none, and for builders
 */
public record BuiltImage(
        ImageRef image,
        ImageId id,
        OptionalInt port,
        String dockerfile,
        Map<ProcessType, String> processes,
        List<BaseImage> bases,
        Optional<ImageRef> pushed) {

    public BuiltImage {
        processes = Map.copyOf(processes);
        bases = List.copyOf(bases);
    }

    /** One that knows its process types. */
    public BuiltImage(
            ImageRef image, ImageId id, OptionalInt port, String dockerfile, Map<ProcessType, String> processes) {
        this(image, id, port, dockerfile, processes, List.of(), Optional.empty());
    }

    /** One whose process types are those of the source's Procfile. */
    public BuiltImage(ImageRef image, ImageId id, OptionalInt port, String dockerfile) {
        this(image, id, port, dockerfile, Map.of());
    }

    /** The same, with what it was built upon. */
    public BuiltImage upon(List<BaseImage> found) {
        return new BuiltImage(image, id, port, dockerfile, processes, found, pushed);
    }

    /** The same, to be found in the platform's registry. */
    BuiltImage pushedAs(ImageRef name) {
        return new BuiltImage(image, id, port, dockerfile, processes, bases, Optional.of(name));
    }
}
