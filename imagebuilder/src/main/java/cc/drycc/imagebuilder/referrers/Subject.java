package cc.drycc.imagebuilder.referrers;

import cc.drycc.engine.Digest;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.RegistryLogin;
import java.util.Optional;

/**
 * What something is attached to.
 *
 * @param host of the registry, with its port
 * @param repository the image's
 * @param digest of its manifest
 * @param login for that registry; empty to come as anybody
 * @param security of the connection
 */
public record Subject(String host, String repository, Digest digest, Optional<RegistryLogin> login, Security security) {

    /**
     * An image as {@code host/repository@digest}.
     *
     * @throws IllegalArgumentException when it is not named so
     */
    public static Subject of(ImageRef image, Optional<RegistryLogin> login, Security security) {
        int slash = image.value().indexOf('/');
        int at = image.value().indexOf('@');
        if (slash < 0 || at < slash) {
            throw new IllegalArgumentException("not an image of a registry by its digest: " + image);
        }
        return new Subject(
                image.value().substring(0, slash),
                image.value().substring(slash + 1, at),
                new Digest(image.value().substring(at + 1)),
                login,
                security);
    }

    /** Under which referrers are listed where the registry does not do it (OCI distribution 1.1, "Referrers Tag Schema"). */
    String tag() {
        return digest.value().replace(':', '-');
    }
}
