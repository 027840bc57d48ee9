package cc.drycc.api;

import java.util.List;

/**
 * {@code GET /v2/apps/APP/releases/vN/diff/?with=vM}: what is different.
 *
 * @param app whose releases
 * @param from the number of the release it begins at
 * @param to the number of the other
 * @param changes none when both run the same; the build first, then process types, values and other config
 */
public record ReleaseComparison(String app, int from, int to, List<ReleaseChange> changes) {

    public ReleaseComparison {
        changes = List.copyOf(changes);
    }
}
