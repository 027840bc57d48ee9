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
     * An image as {@code host/repository@digest}. By the rule of the Docker clients, what is before the first slash is a
     * host when it has a dot or a colon or is localhost; without a host it is one of docker.io.
     *
     * @throws IllegalArgumentException when it is not named so
     */
    public static Subject of(ImageRef image, Optional<RegistryLogin> login, Security security) {
        int at = image.value().indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("not an image of a registry by its digest: " + image);
        }
        var digest = new Digest(image.value().substring(at + 1));
        var name = image.value().substring(0, at);
        var host = name.substring(0, Math.max(name.indexOf('/'), 0));
        if (host.contains(".") || host.contains(":") || host.equals("localhost")) {
            return new Subject(host, name.substring(host.length() + 1), digest, login, security);
        }
        var repository = host.isEmpty() ? "library/" + name : name;
        return new Subject("docker.io", repository, digest, login, security);
    }

    /** Under which referrers are listed where the registry does not do it (OCI distribution 1.1, "Referrers Tag Schema"). */
    String tag() {
        return digest.value().replace(':', '-');
    }
}
