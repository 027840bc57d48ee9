/** Tells services outside about releases that run (seed 6.3, "Deploy Hooks"). */
@NullMarked
package cc.drycc.controller.hooks;

import org.jspecify.annotations.NullMarked;
