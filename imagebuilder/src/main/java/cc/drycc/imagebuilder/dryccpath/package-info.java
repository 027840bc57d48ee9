/**
 * The {@code .drycc} folder of a source (seed 5.16): groups of config values and one pipeline for each process type, with
 * what it is built from, runs before its deploy, and starts. A source tree or the API's JSON comes in, a checked
 * {@link cc.drycc.imagebuilder.dryccpath.DryccPath} goes out, or one line that names the file and the field.
 */
@NullMarked
package cc.drycc.imagebuilder.dryccpath;

import org.jspecify.annotations.NullMarked;
