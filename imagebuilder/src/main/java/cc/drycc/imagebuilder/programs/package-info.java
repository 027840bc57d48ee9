/**
 * Programs of this machine that builders call: each call in a session of its own, in time, with bounded output, and with
 * all it started ended when it is over.
 */
@NullMarked
package cc.drycc.imagebuilder.programs;

import org.jspecify.annotations.NullMarked;
