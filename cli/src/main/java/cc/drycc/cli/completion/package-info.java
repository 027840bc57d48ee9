/** Scripts that make a shell complete our commands and flags; made from the commands themselves. */
@NullMarked
package cc.drycc.cli.completion;

import org.jspecify.annotations.NullMarked;
