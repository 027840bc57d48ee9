/**
 * What keeps secrets secret at rest: the platform key seals config values on their way into the database and opens them on
 * their way out. Passwords and tokens never come here: they are kept as hashes only, by {@code accounts}.
 */
@NullMarked
package cc.drycc.controller.secrets;

import org.jspecify.annotations.NullMarked;
