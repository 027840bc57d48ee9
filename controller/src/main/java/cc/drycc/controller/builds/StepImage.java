package cc.drycc.controller.builds;

import cc.drycc.engine.ImageId;

/**
 * The image of one step of a pipeline.
 *
 * @param name what a person knows it by
 * @param id its digest, which releases pin
 */
public record StepImage(String name, ImageId id) {}
