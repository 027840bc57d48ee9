/**
 * The composition root: reads the settings, starts what is embedded, wires the roles and stops them in order. Nothing here
 * knows how a role works.
 */
@NullMarked
package cc.drycc.server;

import org.jspecify.annotations.NullMarked;
