/**
 * The key with which a build fetches from private repositories (seed 5.2, "Using Private Repositories"). An app's config comes
 * in; a checked key, or the files an SSH client finds in a build container, go out.
 */
@NullMarked
package cc.drycc.imagebuilder.ssh;

import org.jspecify.annotations.NullMarked;
