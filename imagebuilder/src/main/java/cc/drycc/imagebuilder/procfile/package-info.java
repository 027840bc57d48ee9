/**
 * Process types and their commands (seed 5.5). The text of a {@code Procfile} or the map of an API request comes in; a
 * checked {@link cc.drycc.imagebuilder.procfile.Procfile} goes out, or a problem with the line it is on.
 */
@NullMarked
package cc.drycc.imagebuilder.procfile;

import org.jspecify.annotations.NullMarked;
