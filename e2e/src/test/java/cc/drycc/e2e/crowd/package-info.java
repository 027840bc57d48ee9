/** Many people who change one app at the same time, and whether what came of it is one history. */
@NullMarked
package cc.drycc.e2e.crowd;

import org.jspecify.annotations.NullMarked;
