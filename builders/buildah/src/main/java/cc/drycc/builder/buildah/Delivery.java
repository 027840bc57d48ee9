package cc.drycc.builder.buildah;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Brings what buildah made into the engine, under our labels. What was brought once and is still there stays. */
final class Delivery {

    private final ImageStore images;
    private final Storage storage;
    private final Path work;

    Delivery(ImageStore images, Storage storage, Path work) {
        this.images = images;
        this.storage = storage;
        this.work = work;
    }

    /** @param made the image's id at buildah */
    Image deliver(String made, BuildRequest request) throws BuildFailed, IOException, InterruptedException {
        Path note = Files.createDirectories(storage.app().resolve("made"))
                .resolve(UUID.nameUUIDFromBytes(
                                (made + new TreeMap<>(request.labels())).getBytes(StandardCharsets.UTF_8))
                        .toString());
        Optional<Image> there =
                Files.exists(note) ? images.find(new ImageId(Files.readString(note)).asRef()) : Optional.empty();
        if (there.isPresent()) {
            images.tag(there.get().id(), request.image());
            return there.get();
        }
        Image image = load(made, request);
        Files.writeString(note, image.id().value());
        return image;
    }

    private Image load(String made, BuildRequest request) throws BuildFailed, IOException, InterruptedException {
        Path archive = work.resolve("made.tar");
        Path labelled = work.resolve("image.tar");
        storage.buildah().ask("push", "--quiet", made, "docker-archive:" + archive);
        ImageId id;
        try (ImageArchive image = ImageArchive.open(archive)) {
            image.configuration().label(request.labels());
            id = image.write(labelled);
        } catch (ArchiveRefused e) {
            throw new BuildFailed("What buildah made cannot be used: " + e.getMessage());
        }
        Files.delete(archive);
        return images.load(labelled, id, request.image());
    }
}
