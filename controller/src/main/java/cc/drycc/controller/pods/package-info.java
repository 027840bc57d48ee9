/** An app's pods as the engine sees them: listed, restarted, deleted (which replaces them). Nothing is kept here. */
@NullMarked
package cc.drycc.controller.pods;

import org.jspecify.annotations.NullMarked;
