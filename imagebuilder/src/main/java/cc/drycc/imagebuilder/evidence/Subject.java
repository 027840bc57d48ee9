package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a build made.
 *
 * @param build its identity
 * @param app whose it is
 * @param sha of the commit; empty when there is none
 * @param images one, or several of a source with a {@code .drycc} folder; the app's own first
 */
public record Subject(UUID build, AppName app, String sha, List<Made> images) {

    /**
     * An image.
     *
     * @param id the digest of its configuration (OCI image spec, "ImageID")
     * @param pushed its name and the digest of its manifest in the platform's registry; empty when there is none
     */
    public record Made(ImageRef name, ImageId id, Optional<ImageRef> pushed) {}

    /** @throws IllegalArgumentException when there is no image */
    public Subject {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a build without an image has no evidence");
        }
    }
}
