package cc.drycc.buildservice.jobs;

import java.util.Locale;

/** How far a job is. */
public enum JobState {
    WAITING,
    BUILDING,
    PUSHING,
    FINISHED,
    FAILED,
    CANCELLED;

    /** Whether nothing more happens to it. */
    public boolean isOver() {
        return switch (this) {
            case WAITING, BUILDING, PUSHING -> false;
            case FINISHED, FAILED, CANCELLED -> true;
        };
    }

    /** As the database and the list of jobs have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
