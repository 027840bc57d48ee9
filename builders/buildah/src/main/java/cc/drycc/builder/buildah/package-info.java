/**
 * The builder called {@code buildah}: a Dockerfile, built by the program of that name as a child process, beside whatever
 * engine runs the apps. A source tree comes in; the image goes out into the engine's store. Each app has layers of its own
 * on disk, above base images that are there once; every image a Dockerfile names comes from the engine, so that one rule
 * says what may be used.
 */
@NullMarked
package cc.drycc.builder.buildah;

import org.jspecify.annotations.NullMarked;
