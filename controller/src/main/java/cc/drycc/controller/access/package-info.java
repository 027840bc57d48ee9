/**
 * Who may do what: one function, deny by default, asked by every route and by SSH. In come a person, an action and an app;
 * out comes the app, or a refusal that tells a stranger nothing.
 */
@NullMarked
package cc.drycc.controller.access;

import org.jspecify.annotations.NullMarked;
