package cc.drycc.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release.
 *
 * @param uuid its identity
 * @param app whose it is
 * @param owner who made it
 * @param state {@code created}, {@code succeed}, {@code failed} or {@code crashed}
 * @param version its number
 * @param build what it runs; null before the first build
 * @param config what it runs with
 * @param summary who did what
 * @param exception why it failed; null when it did not
 * @param conditions what became of each of its deploys, newest first
 * @param deployedPtypes the process types it was deployed for, whatever became of that
 * @param failed whether it failed or crashed
 * @param created when it was made
 * @param updated when its state last changed
 */
public record ReleaseInfo(
        UUID uuid,
        String app,
        String owner,
        String state,
        int version,
        @Nullable UUID build,
        UUID config,
        String summary,
        @Nullable String exception,
        List<ReleaseCondition> conditions,
        List<String> deployedPtypes,
        boolean failed,
        Instant created,
        Instant updated) {

    public ReleaseInfo {
        conditions = List.copyOf(conditions);
        deployedPtypes = List.copyOf(deployedPtypes);
        created = Seconds.of(created);
        updated = Seconds.of(updated);
    }
}
