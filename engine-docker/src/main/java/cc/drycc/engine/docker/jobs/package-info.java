/** Containers that run to an end: a {@link cc.drycc.engine.Job} comes in, its output streams out, how it ended is returned. */
@NullMarked
package cc.drycc.engine.docker.jobs;

import org.jspecify.annotations.NullMarked;
