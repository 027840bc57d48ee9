/** Recurring clean-up: images and archives no release can need any more, old lines of the platform's log. */
@NullMarked
package cc.drycc.controller.cleanup;

import org.jspecify.annotations.NullMarked;
