package cc.drycc.builder.slug;

import cc.drycc.engine.ImagePush.Security;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blob;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One repository of a registry (OCI distribution 1.1), spoken to by jib-core. */
public final class Registry {

    private final ImageReference name;
    private final RegistryClient client;

    private Registry(ImageReference name, RegistryClient client) {
        this.name = name;
        this.client = client;
    }

    /** Comes as somebody who wants to fetch. */
    static Registry toPull(Place place) throws RegistryException, IOException {
        Registry registry = of(place);
        if (!registry.client.doPullBearerAuth() && place.login().isPresent()) {
            registry.client.configureBasicAuth();
        }
        return registry;
    }

    /** Comes as somebody who wants to send. */
    static Registry toPush(Place place) throws RegistryException, IOException {
        Registry registry = of(place);
        if (!registry.client.doPushBearerAuth() && place.login().isPresent()) {
            registry.client.configureBasicAuth();
        }
        return registry;
    }

    private static Registry of(Place place) throws RegistryException {
        ImageReference name;
        try {
            name = ImageReference.parse(place.name().value());
        } catch (InvalidImageReferenceException e) {
            throw new RegistryException(place.name() + " is no image of a registry");
        }
        boolean plain = place.security() == Security.UNVERIFIED;
        var http = new FailoverHttpClient(plain, plain, event -> {});
        RegistryClient.Factory factory =
                RegistryClient.factory(EventHandlers.NONE, name.getRegistry(), name.getRepository(), http);
        place.login().ifPresent(login -> factory.setCredential(Credential.from(login.username(), login.password())));
        return new Registry(name, factory.newRegistryClient());
    }

    /** Whose address a repository of this registry has. */
    String host() {
        return name.getRegistry();
    }

    String repository() {
        return name.getRepository();
    }

    /** The tag or digest of its name; {@code latest} when it has none. */
    String qualifier() {
        return name.getQualifier();
    }

    ManifestTemplate manifest(String qualifier) throws RegistryException, IOException {
        return client.pullManifest(qualifier).getManifest();
    }

    boolean has(DescriptorDigest digest) throws RegistryException, IOException {
        return client.checkBlob(digest).isPresent();
    }

    Blob blob(DescriptorDigest digest) {
        return client.pullBlob(digest, size -> {}, bytes -> {});
    }

    /** @param mountFrom a repository of the same registry that has it; null when there is none */
    void push(DescriptorDigest digest, Blob blob, @Nullable String mountFrom) throws RegistryException, IOException {
        client.pushBlob(digest, blob, mountFrom, bytes -> {});
    }

    /** @return its digest */
    DescriptorDigest push(ManifestTemplate manifest) throws RegistryException, IOException {
        return client.pushManifest(manifest, qualifier());
    }
}
