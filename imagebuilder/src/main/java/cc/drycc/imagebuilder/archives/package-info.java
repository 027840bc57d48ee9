/**
 * Images in tar files: what {@code docker save}, OCI tools and the buildpacks lifecycle write is read, checked, given our
 * labels, and written again in the one form every engine takes.
 */
@NullMarked
package cc.drycc.imagebuilder.archives;

import org.jspecify.annotations.NullMarked;
