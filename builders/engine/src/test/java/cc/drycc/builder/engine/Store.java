package cc.drycc.builder.engine;

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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** An image store that only remembers; the real one is in the integration test. */
public final class Store implements ImageStore {

    final Map<ImageRef, Image> images = new HashMap<>();
    final List<ImageBuild> builds = new ArrayList<>();
    final List<ImageId> removed = new ArrayList<>();
    Set<Integer> exposed = Set.of();
    Map<String, String> labelsOnTop = Map.of();

    public Store with(String name, Map<String, String> labels) {
        images.put(new ImageRef(name), image('b', labels));
        return this;
    }

    @Override
    public Image build(ImageBuild build, BuildLog log) throws BuildFailed {
        builds.add(build);
        log.line("STEP 1/1: FROM scratch");
        var labels = new HashMap<>(build.labels());
        labels.putAll(labelsOnTop);
        return image('a', labels);
    }

    private Image image(char digit, Map<String, String> labels) {
        var id = new ImageId("sha256:" + String.valueOf(digit).repeat(64));
        return new Image(id, List.of(), labels, exposed, Map.of(), List.of(), List.of(), "amd64", Instant.EPOCH);
    }

    @Override
    public Optional<Image> find(ImageRef ref) {
        return Optional.ofNullable(images.get(ref));
    }

    @Override
    public Image pull(ImagePull pull, BuildLog log) throws BuildFailed {
        if (pull.image().value().contains(".invalid/")) {
            throw new BuildFailed("nothing to pull there");
        }
        return image('c', Map.of());
    }

    @Override
    public Image load(Path archive, ImageId id, ImageRef name) throws BuildFailed {
        throw new BuildFailed("nothing is loaded here");
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
    public void tag(ImageId id, ImageRef name) {
        images.values().stream()
                .filter(image -> image.id().equals(id))
                .findFirst()
                .ifPresent(image -> images.put(name, image));
    }

    @Override
    public List<Image> labelled(Map<String, String> labels) {
        return List.of();
    }

    @Override
    public void remove(ImageId id) {
        removed.add(id);
    }

    @Override
    public Digest push(ImagePush push, BuildLog log) throws PushFailed {
        throw new PushFailed(PushFailed.Again.IS_USELESS, "nothing is pushed here");
    }

    @Override
    public void untag(ImageRef name) {
        images.remove(name);
    }
}
