/**
 * Documents attached to an image in its registry, as OCI 1.1 has it: small artifacts whose {@code subject} is the image, which
 * the registry lists as its referrers, or which we list under the tag that stands for it in registries that do not know of them
 * yet. Comes in: an image by its digest, and documents. The libraries at hand either lose what others listed there or give up
 * on such registries, hence the few requests here.
 */
@NullMarked
package cc.drycc.imagebuilder.referrers;

import org.jspecify.annotations.NullMarked;
