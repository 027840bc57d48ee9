package cc.drycc.imagebuilder;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import java.util.OptionalInt;

/**
 * What a builder made.
 *
 * @param image what it is called
 * @param id its content address: what a release pins
 * @param port where it listens for HTTP; empty when neither the image nor the config says so
 * @param dockerfile the text it was built from; empty when it was not built from one
 */
public record BuiltImage(ImageRef image, ImageId id, OptionalInt port, String dockerfile) {}
