/** Healthchecks: probes as people and Kubernetes write them, checked, and as the engine runs them (seed 5.6). */
@NullMarked
package cc.drycc.controller.healthchecks;

import org.jspecify.annotations.NullMarked;
