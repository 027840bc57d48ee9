/** The drycc command. A line of words comes in, requests to one controller go out, and what a person or a script wants to read comes back. */
@NullMarked
package cc.drycc.cli;

import org.jspecify.annotations.NullMarked;
