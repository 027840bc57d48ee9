package cc.drycc.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * An image on its way to a registry.
 *
 * @param image which one, by a name or id it has in the store
 * @param target what it is called there; without a host it goes to the engine's default registry, without a tag it is
 *     {@code latest}
 * @param login for that registry and no other; empty to come as anybody
 * @param security of the connection
 * @param timeout of the whole push
 */
public record ImagePush(
        ImageRef image, ImageRef target, Optional<RegistryLogin> login, Security security, Duration timeout) {

    /** How sure the engine must be whom it sends to. */
    public enum Security {
        /** TLS with a certificate the engine's machine trusts. */
        VERIFIED,
        /**
         * Any certificate, or plain HTTP. Podman does as it is told; Docker also wants the registry among its {@code
         * insecure-registries}, where loopback addresses always are.
         */
        UNVERIFIED
    }

    /** @throws IllegalArgumentException when the target is a digest or an id: those cannot be pushed to */
    public ImagePush {
        if (target.value().contains("sha256:")) {
            throw new IllegalArgumentException("an image is pushed to a name and tag, not to a digest");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("the time of a push must be positive");
        }
    }

    /** The target with its tag. */
    public ImageRef tagged() {
        String name = target.value();
        return name.lastIndexOf(':') > name.lastIndexOf('/') ? target : new ImageRef(name + ":latest");
    }
}
