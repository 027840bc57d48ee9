/**
 * The builder called {@code buildkit}: a Dockerfile, built by a buildkitd that somebody runs, asked through {@code
 * buildctl}. A source tree goes there with the base images, which come from the engine; the image comes back and goes into
 * the engine's store. buildkitd itself fetches no image and no frontend for us.
 */
@NullMarked
package cc.drycc.builder.buildkit;

import org.jspecify.annotations.NullMarked;
