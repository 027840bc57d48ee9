/**
 * The whole platform, started by its own launcher in an empty home and used through the real clients: git, ssh, curl and
 * the {@code drycc} command. Each class is one promise to a user.
 */
@NullMarked
package cc.drycc.e2e;

import org.jspecify.annotations.NullMarked;
