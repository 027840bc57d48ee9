/**
 * The engine's image store. An {@link cc.drycc.engine.ImageBuild} comes in, its folder goes to the engine as a tar, the
 * engine's stream comes back as the same transcript whichever engine it is, and an image or a reason comes out.
 */
@NullMarked
package cc.drycc.engine.docker.images;

import org.jspecify.annotations.NullMarked;
