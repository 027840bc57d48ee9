/**
 * How many pods of each process type an app has. In come wanted numbers; they are kept with the app and applied at once,
 * all or none; the request ends when the pods are up.
 */
@NullMarked
package cc.drycc.controller.scale;

import org.jspecify.annotations.NullMarked;
