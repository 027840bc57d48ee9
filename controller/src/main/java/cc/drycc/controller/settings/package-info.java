/**
 * What an owner sets about an app beside its config: whether it is routed and to whom, whether releases are deployed and
 * put back by themselves, scaling rules, labels. In come changes; they are kept with the app and what is at the edge follows
 * at once. The rules about deploys are read where deploys are decided ({@code LaunchRelease}, {@code DeployRelease}).
 */
@NullMarked
package cc.drycc.controller.settings;

import org.jspecify.annotations.NullMarked;
