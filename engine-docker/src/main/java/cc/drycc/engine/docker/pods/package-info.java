/**
 * The containers that stay. A {@link cc.drycc.engine.Workload} comes in; {@link cc.drycc.engine.docker.pods.Rollouts}
 * makes its pods match, one keeper per pod starts, probes and restarts it, and the endpoints of those that are ready go
 * out to the edge. {@link cc.drycc.engine.docker.pods.Fleet} knows them all, also those an earlier process left running.
 */
@NullMarked
package cc.drycc.engine.docker.pods;

import org.jspecify.annotations.NullMarked;
