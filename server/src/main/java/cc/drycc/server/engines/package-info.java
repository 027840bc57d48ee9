/** Finds the container engine this machine has, or runs a private Podman service for this platform. */
@NullMarked
package cc.drycc.server.engines;

import org.jspecify.annotations.NullMarked;
