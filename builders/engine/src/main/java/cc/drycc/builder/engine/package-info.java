/**
 * The builder called {@code container}: a Dockerfile, built by the engine that also runs the apps. A source tree comes in,
 * an image in the engine's store goes out. Before the engine sees the Dockerfile it is read here as the engines read it,
 * so that a mistake is told with its line, and so that nobody builds with what belongs to another app or to the host.
 */
@NullMarked
package cc.drycc.builder.engine;

import org.jspecify.annotations.NullMarked;
