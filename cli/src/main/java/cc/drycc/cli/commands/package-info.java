/** One class per group of commands (drycc GROUP COMMAND). */
@NullMarked
package cc.drycc.cli.commands;

import org.jspecify.annotations.NullMarked;
