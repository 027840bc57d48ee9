/**
 * The build web service (seed 001): one HTTP call builds an image, pushes it to a registry and purges it here. {@link
 * cc.drycc.buildservice.BuildService} is the door; {@code intake} takes orders, {@code jobs} keeps them, {@code run} does
 * them, {@code progress} and {@code web} tell how far they are.
 */
@NullMarked
package cc.drycc.buildservice;

import org.jspecify.annotations.NullMarked;
