/**
 * Saying who may do what: sharing an app with others, making administrators. In come names and words such as {@code
 * view,change}; out go rows that {@code access} decides by, from the next request on.
 */
@NullMarked
package cc.drycc.controller.perms;

import org.jspecify.annotations.NullMarked;
