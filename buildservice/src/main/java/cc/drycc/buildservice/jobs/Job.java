package cc.drycc.buildservice.jobs;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A job as anybody may see it who may see it at all.
 *
 * @param id the {@code JobIdentifier}
 * @param number jobs are built in this order
 * @param client whose it is
 * @param imageName as it was ordered
 * @param source {@code dockerfile}, {@code archive} or {@code url}
 * @param state how far it is
 * @param reason why it failed; empty otherwise
 * @param digest of the manifest in the registry, once it is there
 * @param starts how many times it was begun: more than once when the service died meanwhile
 */
public record Job(
        UUID id,
        long number,
        String client,
        String imageName,
        String source,
        JobState state,
        Optional<String> reason,
        Optional<String> digest,
        int starts,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> ended) {

    /**
     * The status as seed 001 has it: three stages, or the error. A job that waits is said to be building, as it was where
     * nothing ever waited; its place in the queue is told beside it.
     */
    public String status() {
        return switch (state) {
            case WAITING, BUILDING -> "Building";
            case PUSHING -> "Pushing";
            case FINISHED -> "Finished";
            case FAILED -> "Failed: " + reason.orElse("for no known reason");
            case CANCELLED -> "Failed: cancelled";
        };
    }
}
