/**
 * Makes archives of folders to send to the controller: what git would push, or all there is. In comes what the user named; out
 * comes a file that can be sent and goes away by itself.
 */
@NullMarked
package cc.drycc.cli.archives;

import org.jspecify.annotations.NullMarked;
