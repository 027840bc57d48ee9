package cc.drycc.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one deploy of a release.
 *
 * @param state {@code succeed}, {@code failed} or {@code crashed}
 * @param action what was done: {@code pipeline} for a deploy
 * @param ptypes the process types it was done for
 * @param exception why it failed, one line; null when it did not
 * @param created when it had ended
 */
public record ReleaseCondition(
        String state,
        String action,
        List<String> ptypes,
        @Nullable String exception,
        Instant created) {

    public ReleaseCondition {
        ptypes = List.copyOf(ptypes);
        created = Seconds.of(created);
    }
}
