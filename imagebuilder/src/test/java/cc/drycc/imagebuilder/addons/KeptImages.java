package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageContents;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePull;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PushFailed;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** An image store in memory that can take archives in. */
final class KeptImages implements ImageStore {

    final Map<ImageId, Image> images = new HashMap<>();
    final Map<ImageRef, ImageId> names = new HashMap<>();

    void put(ImageId id, Map<String, String> labels) {
        images.put(
                id, new Image(id, List.of(), labels, Set.of(), Map.of(), List.of(), List.of(), "amd64", Instant.EPOCH));
    }

    @Override
    public Image load(Path archive, ImageId id, ImageRef name) throws BuildFailed {
        try (var image = ImageArchive.open(archive)) {
            var labels = new HashMap<String, String>();
            new JsonMapper()
                    .readTree(image.configuration().bytes())
                    .at("/config/Labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asString()));
            put(id, labels);
        } catch (ArchiveRefused e) {
            throw new BuildFailed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tag(id, name);
        return find(id.asRef()).orElseThrow();
    }

    @Override
    public void tag(ImageId id, ImageRef name) {
        names.put(name, id);
    }

    @Override
    public Optional<Image> find(ImageRef ref) {
        return images.values().stream()
                .filter(image ->
                        image.id().value().equals(ref.value()) || image.id().equals(names.get(ref)))
                .findFirst();
    }

    @Override
    public Image build(ImageBuild build, BuildLog log) {
        throw new EngineProblem("nothing is built here");
    }

    @Override
    public Image pull(ImagePull pull, BuildLog log) throws BuildFailed {
        throw new BuildFailed("nothing to pull here");
    }

    @Override
    public void save(ImageId id, Path archive) {
        throw new EngineProblem("nothing is saved here");
    }

    @Override
    public <T> T read(ImageId id, Function<ImageContents, T> reader) {
        return reader.apply((path, maxBytes) -> Optional.empty());
    }

    @Override
    public List<ImageRef> names() {
        return List.of();
    }

    @Override
    public List<Image> labelled(Map<String, String> labels) {
        return List.of();
    }

    @Override
    public void remove(ImageId id) {
        images.remove(id);
    }

    @Override
    public Digest push(ImagePush push, BuildLog log) throws PushFailed {
        throw new PushFailed(PushFailed.Again.IS_USELESS, "nothing is pushed here");
    }

    @Override
    public void untag(ImageRef name) {
        names.remove(name);
    }
}
