/**
 * The engine: the place where containers run. Two nouns come in, a {@link cc.drycc.engine.Job} (a container that runs to
 * an end) and a {@link cc.drycc.engine.Workload} (containers that stay: one process type of an app); pods, logs and
 * endpoints come out. Docker/Podman and Kubernetes implement {@link cc.drycc.engine.Engine}; nothing else in the code
 * knows either name. An implementation is good when it passes the contract test in this module's test-jar.
 */
@NullMarked
package cc.drycc.engine;

import org.jspecify.annotations.NullMarked;
