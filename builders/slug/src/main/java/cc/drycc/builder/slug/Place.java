package cc.drycc.builder.slug;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.RegistryLogin;
import java.util.Optional;

/**
 * Where an image is or goes in a registry.
 *
 * @param name with the registry's host
 * @param login for that registry and no other; empty to come as anybody
 * @param security of the connection
 */
public record Place(ImageRef name, Optional<RegistryLogin> login, Security security) {}
