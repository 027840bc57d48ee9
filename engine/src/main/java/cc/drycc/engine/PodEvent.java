package cc.drycc.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a workload, in Kubernetes' words.
 *
 * @param workload which one
 * @param pod to which of its pods; empty when it is about the workload as a whole
 * @param reason one word: {@code Started}, {@code BackOff}, …
 * @param message a sentence for a person
 * @param created when
 */
public record PodEvent(WorkloadRef workload, Optional<PodName> pod, String reason, String message, Instant created) {}
