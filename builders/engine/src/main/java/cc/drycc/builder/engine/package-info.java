/**
 * The builder called {@code container}: a Dockerfile, built by the engine that also runs the apps. A source tree comes in,
 * an image in the engine's store goes out.
 */
@NullMarked
package cc.drycc.builder.engine;

import org.jspecify.annotations.NullMarked;
