/**
 * Replays every example of the REST reference (chapters v2.0 to v2.3, kept as text in {@code reference/}) against a started
 * controller: {@link cc.drycc.controller.conformance.Reference} reads the text, {@link
 * cc.drycc.controller.conformance.Story} puts the examples in an order that makes sense and fills in what they leave open,
 * {@link cc.drycc.controller.conformance.Shape} compares the answers, {@link cc.drycc.controller.conformance.NotYet} lists
 * what is built later.
 */
@NullMarked
package cc.drycc.controller.conformance;

import org.jspecify.annotations.NullMarked;
