/**
 * Apps: made with a name and a first release, listed, given away, destroyed. The row of an app is the lock that orders
 * everything that happens to it; {@code structure} and {@code current} say what should run, and {@code deploys} makes it so.
 */
@NullMarked
package cc.drycc.controller.apps;

import org.jspecify.annotations.NullMarked;
