package cc.drycc.builder.buildah;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The images a Dockerfile takes something from, brought over from the engine: buildah itself never asks a registry. What
 * an app made is brought to that app alone.
 */
final class BaseImages {

    private static final ReentrantLock BASES = new ReentrantLock();

    private final ImageStore images;
    private final Storage storage;
    private final Path work;

    BaseImages(ImageStore images, Storage storage, Path work) {
        this.images = images;
        this.storage = storage;
        this.work = work;
    }

    /**
     * Brings what is not there yet.
     *
     * @param taken them by how the Dockerfile writes them
     * @return the ids they have at buildah, by how the Dockerfile writes them
     */
    Map<String, String> bring(Map<String, Image> taken) throws BuildFailed, IOException, InterruptedException {
        var ids = new TreeMap<String, String>();
        for (var one : taken.entrySet()) {
            Image image = one.getValue();
            ids.put(one.getKey(), image.labels().containsKey("cc.drycc.app") ? own(image) : base(image));
        }
        return ids;
    }

    private String own(Image image) throws BuildFailed, IOException, InterruptedException {
        return known(image, storage.buildah(), storage.app());
    }

    private String base(Image image) throws BuildFailed, IOException, InterruptedException {
        BASES.lockInterruptibly();
        try {
            return known(image, storage.bases(), storage.basesFolder());
        } finally {
            BASES.unlock();
        }
    }

    private String known(Image image, Buildah buildah, Path folder)
            throws BuildFailed, IOException, InterruptedException {
        Path note = Files.createDirectories(folder.resolve("ids"))
                .resolve(image.id().value().replace("sha256:", ""));
        if (Files.exists(note)) {
            return Files.readString(note);
        }
        Path archive = work.resolve("base.tar");
        images.save(image.id(), archive);
        String id = buildah.ask("pull", "--quiet", "docker-archive:" + archive).replace("sha256:", "");
        Files.delete(archive);
        Path part = note.resolveSibling(note.getFileName() + ".part");
        Files.writeString(part, id);
        Files.move(part, note);
        return id;
    }
}
