/**
 * Builds: what a push or a pull made, an image with its Procfile. In come pushed archives ({@code pushes}) and image
 * names from the API; out goes a {@link cc.drycc.controller.builds.Build} whose image is pinned by its digest, for a
 * release to run. A build that this process does not finish is marked failed by the next one.
 */
@NullMarked
package cc.drycc.controller.builds;

import org.jspecify.annotations.NullMarked;
