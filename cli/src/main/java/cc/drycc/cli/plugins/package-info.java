/**
 * Programs that add commands: {@code drycc NAME …} runs {@code drycc-NAME …} from the {@code PATH} when NAME is no command of
 * ours (seed 4.1).
 */
@NullMarked
package cc.drycc.cli.plugins;

import org.jspecify.annotations.NullMarked;
