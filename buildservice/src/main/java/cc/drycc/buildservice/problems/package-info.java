/** What the service says no with: the one family of expected refusals, mapped to HTTP in {@code web}. */
@NullMarked
package cc.drycc.buildservice.problems;

import org.jspecify.annotations.NullMarked;
