/** What the user sees: tables, progress, prompts, JSON. */
@NullMarked
package cc.drycc.cli.terminal;

import org.jspecify.annotations.NullMarked;
