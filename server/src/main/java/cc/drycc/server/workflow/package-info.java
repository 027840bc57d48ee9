/** The operator's command {@code bin/workflow}: up, down, restart, status, logs, doctor, wipe. */
@NullMarked
package cc.drycc.server.workflow;

import org.jspecify.annotations.NullMarked;
