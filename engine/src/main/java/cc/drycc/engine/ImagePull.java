package cc.drycc.engine;

import cc.drycc.engine.ImagePush.Security;
import java.util.Optional;

/**
 * An image that is wanted in the store.
 *
 * @param image its name, with its registry, tag or digest
 * @param login for that registry; empty to come as anybody
 * @param security of the connection
 * @param policy whether it is fetched also when it is already here
 */
public record ImagePull(ImageRef image, Optional<RegistryLogin> login, Security security, PullPolicy policy) {}
