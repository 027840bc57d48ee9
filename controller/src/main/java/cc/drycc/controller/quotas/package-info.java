/** How much one person or one app may have: limits the operator sets, held in the transaction that would pass them. */
@NullMarked
package cc.drycc.controller.quotas;

import org.jspecify.annotations.NullMarked;
