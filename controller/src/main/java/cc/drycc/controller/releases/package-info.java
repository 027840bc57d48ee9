/**
 * The release ledger (seed 5.1): what an app ran, with which config, who made it so and what became of it. Pushes, config
 * changes and rollbacks append; {@code deploys} writes the end of each; nothing is ever taken out while the app lives.
 */
@NullMarked
package cc.drycc.controller.releases;

import org.jspecify.annotations.NullMarked;
