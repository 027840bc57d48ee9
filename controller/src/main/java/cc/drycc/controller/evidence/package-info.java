/** Evidence of builds: bills of materials and signed statements of provenance, kept beside the source archives. */
@NullMarked
package cc.drycc.controller.evidence;

import org.jspecify.annotations.NullMarked;
