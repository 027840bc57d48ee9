package cc.drycc.builder.slug;

import cc.drycc.engine.Digest;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.PushFailed.Again;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageConfiguration;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Puts a slug on a runner image in a registry, without an engine: the runner's layers are copied, or not even that when they
 * are in the same registry, and the slug is sent as it is, as the top one. The same slug on the same base has the same
 * digest.
 */
public final class AssembleImage {

    private AssembleImage() {}

    /**
     * What the registry has.
     *
     * @param digest of the manifest: what is pulled
     * @param id of the image
     * @param base the id of what the slug was put on
     */
    public record Assembled(Digest digest, ImageId id, ImageId base) {}

    /**
     * Assembles.
     *
     * @param labels put on the image
     * @param folder for what is packed meanwhile; the caller removes it
     * @throws PushFailed with one line that names the registry and nobody's password
     */
    public static Assembled push(Slug slug, Base base, Map<String, String> labels, Place target, Path folder)
            throws PushFailed, IOException {
        try (var opened = base.open(folder)) {
            return push(slug, opened, labels, target);
        } catch (ArchiveRefused e) {
            throw new PushFailed(Again.IS_USELESS, "The runner image cannot be used: " + e.getMessage());
        } catch (RegistryUnauthorizedException e) {
            throw new PushFailed(
                    Again.IS_USELESS,
                    "The registry of %s wants another user or password".formatted(e.getImageReference()));
        } catch (RegistryException e) {
            throw new PushFailed(
                    Again.MAY_WORK, "The image %s was not assembled: %s".formatted(target.name(), firstLine(e)));
        } catch (IOException e) {
            throw new PushFailed(
                    Again.MAY_WORK,
                    "The registry of %s or of its base does not answer: %s".formatted(target.name(), firstLine(e)));
        }
    }

    private static Assembled push(Slug slug, Base.Opened base, Map<String, String> labels, Place target)
            throws RegistryException, IOException {
        Registry registry = Registry.toPush(target);
        var manifest = new OciManifestTemplate();
        for (var layer : base.layers()) {
            if (!registry.has(layer.digest())) {
                base.send(layer, registry);
            }
            manifest.addLayer(layer.size(), layer.digest());
        }
        DescriptorDigest top = digest(slug.digest());
        if (!registry.has(top)) {
            registry.push(top, Blobs.from(slug.file()), null);
        }
        manifest.addLayer(Files.size(slug.file()), top);
        byte[] config = configured(base.configuration(), slug, labels);
        DescriptorDigest id =
                digest("sha256:" + HexFormat.of().formatHex(SlugTar.sha256().digest(config)));
        registry.push(id, Blobs.from(new ByteArrayInputStream(config)), null);
        manifest.setContainerConfiguration(config.length, id);
        return new Assembled(
                new Digest(registry.push(manifest).toString()),
                new ImageId(id.toString()),
                base.configuration().original());
    }

    private static byte[] configured(ImageConfiguration configuration, Slug slug, Map<String, String> labels) {
        configuration.add(slug.diffId(), SlugBuilder.AUTHOR);
        Runner.startIn(configuration, slug);
        configuration.label(labels);
        return configuration.bytes();
    }

    private static DescriptorDigest digest(String text) throws RegistryException {
        try {
            return DescriptorDigest.fromDigest(text);
        } catch (DigestException e) {
            throw new RegistryException(text + " is no digest");
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }
}
