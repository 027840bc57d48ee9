package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import org.jspecify.annotations.Nullable;

/**
 * Whether the image an add-on says it made is there and is this app's: by its labels an image is kept from other apps and
 * cleaned up, so one that carries others, or none, is not taken.
 */
final class CheckClaim {

    private final String builder;
    private final ImageStore images;

    CheckClaim(String builder, ImageStore images) {
        this.builder = builder;
        this.images = images;
    }

    BuiltImage check(BuildRequest request, @Nullable BuiltImage built) throws BuildFailed {
        if (built == null) {
            throw new BuildFailed("The builder " + builder + " ended without an image");
        }
        Image image = find(request, built.id());
        if (!request.image().equals(built.image())) {
            throw new BuildFailed("The builder " + builder + " gave its image another name; tell your administrator");
        }
        images.tag(image.id(), request.image());
        return built;
    }

    /** The image, when it is there and this build's. */
    Image find(BuildRequest request, ImageId id) throws BuildFailed {
        Image image = images.find(id.asRef())
                .orElseThrow(() -> new BuildFailed("The builder " + builder
                        + " says it made an image that is not there (" + id + "); tell your administrator"));
        if (!image.labels().entrySet().containsAll(request.labels().entrySet())) {
            throw new BuildFailed("The builder " + builder
                    + " made an image without the labels of this build; tell your administrator");
        }
        return image;
    }
}
