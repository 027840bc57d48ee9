/**
 * The embedded router: a request comes in by its host name and leaves to a ready pod of that app. The route table is
 * replaced whole and atomically; targets drain before they vanish. It knows hosts and addresses, no apps and no engine.
 */
@NullMarked
package cc.drycc.edge;

import org.jspecify.annotations.NullMarked;
