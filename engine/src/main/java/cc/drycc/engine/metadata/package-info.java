/**
 * Keeps containers from the services at which a cloud tells a machine its credentials. Whoever makes a network for containers
 * comes in with its subnet; rules of this machine's firewall come out.
 */
@NullMarked
package cc.drycc.engine.metadata;

import org.jspecify.annotations.NullMarked;
