/** Who is logged in where: files under ~/.drycc. */
@NullMarked
package cc.drycc.cli.profile;

import org.jspecify.annotations.NullMarked;
