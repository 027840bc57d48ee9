/** Tells whoever wants it that a job is over: signed, retried, and never in the way of a build. */
@NullMarked
package cc.drycc.buildservice.hooks;

import org.jspecify.annotations.NullMarked;
