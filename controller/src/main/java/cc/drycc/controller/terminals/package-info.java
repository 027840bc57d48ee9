/**
 * Live streams over WebSockets: a command in a pod, a pod's log. In comes a request that was let in like any other, and
 * becomes a socket; on it the client says with its first frame what it wants. Who goes away, is silent too long or loses
 * the right to it takes what runs for them along.
 */
@NullMarked
package cc.drycc.controller.terminals;

import org.jspecify.annotations.NullMarked;
