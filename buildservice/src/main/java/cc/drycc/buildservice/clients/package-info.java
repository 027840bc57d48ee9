/** Who may order, whose a job is, and how much one may have. */
@NullMarked
package cc.drycc.buildservice.clients;

import org.jspecify.annotations.NullMarked;
