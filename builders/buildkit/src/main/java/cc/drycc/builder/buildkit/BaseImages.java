package cc.drycc.builder.buildkit;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The images a Dockerfile takes something from, written down for buildctl: they come from the engine. */
final class BaseImages {

    private final ImageStore images;
    private final Path work;

    BaseImages(ImageStore images, Path work) {
        this.images = images;
        this.work = work;
    }

    /** The arguments that stand for them. */
    List<String> arguments(CheckedDockerfile dockerfile, Map<String, Image> taken)
            throws BuildFailed, IOException, InterruptedException {
        var arguments = new ArrayList<String>();
        var names = new TreeSet<String>();
        for (var one : dockerfile.images().entrySet()) {
            ImageRef ref = one.getValue();
            if (!names.add(familiar(ref))) {
                continue;
            }
            String layout = "base" + names.size();
            String digest = write(Objects.requireNonNull(taken.get(one.getKey())), work.resolve(layout));
            arguments.addAll(List.of("--oci-layout", layout + "=" + work.resolve(layout)));
            arguments.addAll(
                    List.of("--opt", "context:%s=oci-layout://%s@%s".formatted(familiar(ref), layout, digest)));
        }
        return arguments;
    }

    private String write(Image image, Path folder) throws BuildFailed, IOException, InterruptedException {
        Path archive = work.resolve("base.tar");
        images.save(image.id(), archive);
        try (ImageArchive saved = ImageArchive.open(archive)) {
            return OciLayout.write(saved, folder);
        } catch (ArchiveRefused e) {
            throw new BuildFailed("A base image cannot be given to buildkitd: " + e.getMessage());
        } finally {
            Files.delete(archive);
        }
    }

    /** As BuildKit looks a name up: without what is the default. */
    private static String familiar(ImageRef ref) {
        return ref.value()
                .replaceFirst("^(?:docker\\.io|index\\.docker\\.io)/(?:library/)?", "")
                .replaceFirst("^library/", "")
                .replaceFirst(":latest$", "");
    }
}
