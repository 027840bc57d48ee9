/**
 * The user guide, performed: every {@code $ drycc …} line of it runs against a live platform, and what comes back is compared
 * with what the guide shows. The lines, what they show and the stage directions around them are in {@code play.txt}.
 */
@NullMarked
package cc.drycc.e2e.guide;

import org.jspecify.annotations.NullMarked;
