/** Which builders there are, for those who choose one. */
@NullMarked
package cc.drycc.controller.builders;

import org.jspecify.annotations.NullMarked;
