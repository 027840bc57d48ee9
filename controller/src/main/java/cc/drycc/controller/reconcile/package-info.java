/**
 * Desired state is rows; this makes the engine match them: at start-up, on a timer, and after whatever went wrong. It also
 * finishes what a dead process left half done: builds, deploys, and the teardown of destroyed apps.
 */
@NullMarked
package cc.drycc.controller.reconcile;

import org.jspecify.annotations.NullMarked;
