/**
 * Work that outlives this process. In come db-scheduler tasks of other packages (deploys, clean-up, reconciling); they
 * run on virtual threads and are written in the caller's transaction, so a task exists exactly when what it is for does.
 * After a crash this process takes up what its dead predecessor had begun, at once.
 */
@NullMarked
package cc.drycc.controller.tasks;

import org.jspecify.annotations.NullMarked;
