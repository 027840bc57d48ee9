/**
 * Everything a request can be refused with. Features throw a {@link cc.drycc.controller.problems.Problem}; the web layer
 * turns it into a status and a body in one place.
 */
@NullMarked
package cc.drycc.controller.problems;

import org.jspecify.annotations.NullMarked;
