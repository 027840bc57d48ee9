/**
 * What happened to an app's pods, in Kubernetes' words, for those who ask why something is as it is. In come events from the
 * engine and from whoever scales; the newest of each app are kept.
 */
@NullMarked
package cc.drycc.controller.events;

import org.jspecify.annotations.NullMarked;
