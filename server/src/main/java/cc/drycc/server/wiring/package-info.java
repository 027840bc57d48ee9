/** Adapters between the doors of the roles: each a few lines, no decisions. */
@NullMarked
package cc.drycc.server.wiring;

import org.jspecify.annotations.NullMarked;
