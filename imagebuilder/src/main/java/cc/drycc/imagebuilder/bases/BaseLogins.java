package cc.drycc.imagebuilder.bases;

import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import java.util.Optional;

/**
 * Who a build comes as, at the registries of its base images.
 *
 * @param app the login of {@code drycc registry set}, for any registry but the platform's that wants one: never logged
 * @param platform the platform's registry, whose login is for it alone
 */
public record BaseLogins(Optional<RegistryLogin> app, Optional<PlatformRegistry> platform) {

    /** Nobody. */
    public static final BaseLogins NONE = new BaseLogins(Optional.empty(), Optional.empty());

    /** The same at a platform with a registry, or with none. */
    public BaseLogins at(Optional<PlatformRegistry> registry) {
        return new BaseLogins(app, registry);
    }

    /** Says nothing of them. */
    @Override
    public String toString() {
        return "BaseLogins[]";
    }
}
