/**
 * Lets the number of pods follow the CPU they use, by the rules of Kubernetes' horizontal pod autoscaler: {@link
 * cc.drycc.controller.autoscale.Decision} is those rules alone. In come measurements of the engine and the rules of the
 * apps' settings; out go new numbers, applied as if a person had scaled.
 */
@NullMarked
package cc.drycc.controller.autoscale;

import org.jspecify.annotations.NullMarked;
