/** The machines pods run on: how large they are, how they are labelled, and which of them an app may use (seed 5.6). */
@NullMarked
package cc.drycc.controller.nodes;

import org.jspecify.annotations.NullMarked;
