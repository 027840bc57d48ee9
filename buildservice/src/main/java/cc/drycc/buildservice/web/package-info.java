/** HTTP: requests come in as seed 001 shows them, answers and refusals go out in the same shape. */
@NullMarked
package cc.drycc.buildservice.web;

import org.jspecify.annotations.NullMarked;
