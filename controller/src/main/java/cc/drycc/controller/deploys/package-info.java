/**
 * How a release comes to run. In come release numbers ({@link cc.drycc.controller.deploys.DeployQueue}), written in the
 * transaction that makes the release; a persistent task deploys an app's new releases one after the other, oldest first,
 * different apps in parallel; out come workloads for the engine and the release's end state, which {@link
 * cc.drycc.controller.deploys.Deploys} tells to whoever waits. A release that fails leaves the one before it serving.
 */
@NullMarked
package cc.drycc.controller.deploys;

import org.jspecify.annotations.NullMarked;
