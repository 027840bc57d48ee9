/** What is known of a finished build, and the documents that tell it: an SBOM and a signed provenance statement. */
@NullMarked
package cc.drycc.imagebuilder.evidence;

import org.jspecify.annotations.NullMarked;
