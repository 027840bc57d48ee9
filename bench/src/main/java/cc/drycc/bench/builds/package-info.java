/** Builds of one Dockerfile by our builders and by the bare commands, in turns. */
@NullMarked
package cc.drycc.bench.builds;

import org.jspecify.annotations.NullMarked;
