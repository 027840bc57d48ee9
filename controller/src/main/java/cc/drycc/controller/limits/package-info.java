/** How much CPU and memory a pod may use: plans to choose from, and what they mean for the engine (seed 5.13). */
@NullMarked
package cc.drycc.controller.limits;

import org.jspecify.annotations.NullMarked;
