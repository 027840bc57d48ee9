package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.HttpPort;
import cc.drycc.imagebuilder.addons.Protocol.Answer;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Makes an image of the app from what an executable says it made. */
final class AcceptImage {

    private final String builder;
    private final ImageStore images;

    AcceptImage(String builder, ImageStore images) {
        this.builder = builder;
        this.images = images;
    }

    /**
     * Accepts.
     *
     * @param work where the executable wrote
     * @param own an empty folder it knows nothing of
     */
    BuiltImage accept(BuildRequest request, Answer result, Path work, Path own)
            throws BuildFailed, IOException, InterruptedException {
        return switch (result) {
            case Answer.Archive archive -> load(request, file(archive.file(), work), own);
            case Answer.Image image -> claimed(request, image.id());
            case Answer.About other -> throw noImage();
            case Answer.Log other -> throw noImage();
            case Answer.Failed other -> throw noImage();
        };
    }

    private BuildFailed noImage() {
        return new BuildFailed("The builder " + builder + " ended without an image");
    }

    /** A plain file below its work folder: whoever may write there must not make us read elsewhere. */
    private Path file(String name, Path work) throws BuildFailed {
        try {
            Path file = work.resolve(name).toRealPath();
            if (file.startsWith(work) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return file;
            }
        } catch (IOException | IllegalArgumentException e) {
            // said below
        }
        throw new BuildFailed("The builder " + builder
                + " names an image archive that is not in its work folder; tell your administrator");
    }

    private BuiltImage load(BuildRequest request, Path file, Path own)
            throws BuildFailed, IOException, InterruptedException {
        ImageId id;
        Path labelled = own.resolve("image.tar");
        try (ImageArchive archive = ImageArchive.open(file)) {
            archive.configuration().label(request.labels());
            id = archive.write(labelled);
        } catch (ArchiveRefused e) {
            throw new BuildFailed("The image of the builder %s cannot be used: %s".formatted(builder, e.getMessage()));
        }
        Image image = images.load(labelled, id, request.image());
        return new BuiltImage(request.image(), image.id(), HttpPort.of(image, request.config()), "");
    }

    private BuiltImage claimed(BuildRequest request, String text) throws BuildFailed {
        ImageId id;
        try {
            id = new ImageId(text);
        } catch (IllegalArgumentException e) {
            throw new BuildFailed("The builder " + builder + " names an image by something that is no image id");
        }
        var claim = new CheckClaim(builder, images);
        var image = claim.find(request, id);
        return claim.check(request, new BuiltImage(request.image(), id, HttpPort.of(image, request.config()), ""));
    }
}
