/** The repository the user stands in and its remotes. */
@NullMarked
package cc.drycc.cli.git;

import org.jspecify.annotations.NullMarked;
