/**
 * One-off commands ({@code drycc run}). In comes a command line; it runs in a container of the app's current release; out
 * go its exit code and output.
 */
@NullMarked
package cc.drycc.controller.runs;

import org.jspecify.annotations.NullMarked;
