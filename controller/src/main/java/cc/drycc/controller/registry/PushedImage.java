package cc.drycc.controller.registry;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;

/**
 * An image in the platform's registry.
 *
 * @param id its own, which releases pin
 * @param local what it is called in the engine
 * @param reference what pulls exactly this image: {@code HOST/ORGANIZATION/hello@sha256:…}
 */
public record PushedImage(ImageId id, ImageRef local, ImageRef reference) {}
