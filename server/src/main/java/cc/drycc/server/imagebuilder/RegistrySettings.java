package cc.drycc.server.imagebuilder;

import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.RegistryLogin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where images go (seed 3.6).
 *
 * @param host the registry with its port; empty to go by the image's name alone
 * @param alias what cluster nodes call it: an image name that begins with it is pushed to {@code host} instead
 * @param login for that registry; empty to come as anybody
 * @param security whether its certificate is checked: not inside a cluster, where it speaks plain HTTP
 */
record RegistrySettings(
        Optional<String> host, Optional<String> alias, Optional<RegistryLogin> login, Security security) {

    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /**
     * Reads {@code DRYCC_REGISTRY_LOCATION} ({@code on-cluster}, the default, or {@code off-cluster}), {@code _HOST}, {@code
     * _PROXY_HOST}, {@code _USERNAME}, {@code _PASSWORD}.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    static RegistrySettings from(Map<String, String> env) {
        var security = switch (env.getOrDefault("DRYCC_REGISTRY_LOCATION", "on-cluster")) {
            case "on-cluster" -> Security.UNVERIFIED;
            case "off-cluster" -> Security.VERIFIED;
            default -> throw new IllegalArgumentException("DRYCC_REGISTRY_LOCATION must be on-cluster or off-cluster");
        };
        var user = OneBuild.given(env, "DRYCC_REGISTRY_USERNAME");
        var password = OneBuild.given(env, "DRYCC_REGISTRY_PASSWORD");
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(
                    "DRYCC_REGISTRY_USERNAME and DRYCC_REGISTRY_PASSWORD belong together: set both or none");
        }
        return new RegistrySettings(
                OneBuild.given(env, "DRYCC_REGISTRY_HOST"),
                OneBuild.given(env, "DRYCC_REGISTRY_PROXY_HOST"),
                user.map(name -> new RegistryLogin(name, password.orElseThrow())),
                security);
    }

    /** The push of an image. The password only goes to the host it is for. */
    ImagePush push(ImageRef image) {
        var target = target(image);
        return new ImagePush(image, target, loginFor(target), security, TIMEOUT);
    }

    /** The user and password for an image's registry, when they are for that one. */
    Optional<RegistryLogin> loginFor(ImageRef image) {
        return host.isEmpty() || image.value().startsWith(host.get() + "/") ? login : Optional.empty();
    }

    private ImageRef target(ImageRef image) {
        if (host.isPresent() && alias.isPresent() && image.value().startsWith(alias.get() + "/")) {
            return new ImageRef(host.get() + image.value().substring(alias.get().length()));
        }
        return image;
    }
}
