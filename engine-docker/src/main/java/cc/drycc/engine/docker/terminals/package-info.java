/**
 * Processes that somebody talks to: a command in a pod's container. In come a command and how it is talked to; out comes
 * the pipe to it. Whoever lets go of the pipe ends the process, which no engine does by itself.
 */
@NullMarked
package cc.drycc.engine.docker.terminals;

import org.jspecify.annotations.NullMarked;
