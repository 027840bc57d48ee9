/**
 * What is different between two releases of an app: what they run and what with. In come two rows of the ledger; out
 * goes a list of changes. Values of config and whatever else may hold a secret are named, never shown.
 */
@NullMarked
package cc.drycc.controller.diffs;

import org.jspecify.annotations.NullMarked;
