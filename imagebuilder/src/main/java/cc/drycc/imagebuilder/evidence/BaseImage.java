package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.ImageId;

/**
 * An image another was built upon.
 *
 * @param name as the recipe writes it
 * @param id what the name led to when it was used
 */
public record BaseImage(String name, ImageId id) {}
