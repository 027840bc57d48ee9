/**
 * An app's process types: what each should run, how many of its pods do, how they are started. One that the app's release
 * no longer has is garbage, and cleaned on demand. How many pods there are is decided in {@code scale}.
 */
@NullMarked
package cc.drycc.controller.ptypes;

import org.jspecify.annotations.NullMarked;
