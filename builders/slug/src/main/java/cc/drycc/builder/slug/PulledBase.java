package cc.drycc.builder.slug;

import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageConfiguration;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ManifestListTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** A base whose layers stay where they are, when the image goes to the same registry. */
final class PulledBase implements Base.Opened {

    private final Registry registry;
    private final ImageConfiguration configuration;
    private final List<Base.Layer> layers;

    private PulledBase(Registry registry, ImageConfiguration configuration, List<Base.Layer> layers) {
        this.registry = registry;
        this.configuration = configuration;
        this.layers = layers;
    }

    static PulledBase open(Place place) throws ArchiveRefused, RegistryException, IOException {
        Registry registry = Registry.toPull(place);
        ManifestTemplate manifest = registry.manifest(registry.qualifier());
        if (manifest instanceof ManifestListTemplate list) {
            String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
            manifest = registry.manifest(list.getDigestsForPlatform(processor, "linux").stream()
                    .findFirst()
                    .orElseThrow(() -> new ArchiveRefused("it is not there for linux/" + processor)));
        }
        if (!(manifest instanceof BuildableManifestTemplate image)) {
            throw new ArchiveRefused("its manifest is of an old kind, without a configuration");
        }
        checkPacked(image);
        var configuration = ImageConfiguration.of(Blobs.writeToByteArray(
                registry.blob(image.getContainerConfiguration().getDigest())));
        return new PulledBase(
                registry,
                configuration,
                image.getLayers().stream()
                        .map(layer -> new Base.Layer(layer.getDigest(), layer.getSize()))
                        .toList());
    }

    /** Our manifest says of all layers that they are packed with gzip. */
    private static void checkPacked(BuildableManifestTemplate image) throws ArchiveRefused, IOException {
        var json = new JsonMapper().readTree(Blobs.writeToByteArray(Blobs.from(image)));
        for (var layer : json.path("layers")) {
            String type = layer.path("mediaType").asString("");
            if (!type.endsWith("gzip")) {
                throw new ArchiveRefused("a layer of it is not packed with gzip but " + type);
            }
        }
    }

    @Override
    public ImageConfiguration configuration() {
        return configuration;
    }

    @Override
    public List<Base.Layer> layers() {
        return layers;
    }

    @Override
    public void send(Base.Layer layer, Registry target) throws RegistryException, IOException {
        target.push(
                layer.digest(),
                registry.blob(layer.digest()),
                target.host().equals(registry.host()) ? registry.repository() : null);
    }

    @Override
    public void close() {}
}
