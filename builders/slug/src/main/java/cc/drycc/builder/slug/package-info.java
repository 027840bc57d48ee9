/**
 * Slugs (seed 000): classic buildpacks ({@code bin/detect}, {@code bin/compile}, {@code bin/release}) run in one job of a
 * stack image; what they leave in {@code /app} becomes {@code slug.tgz}, which is one reproducible layer on a runner image,
 * put there through the engine or, without one, from registry to registry.
 */
@NullMarked
package cc.drycc.builder.slug;

import org.jspecify.annotations.NullMarked;
