package cc.drycc.controller.releases;

import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of a release once: one for each time it was deployed.
 *
 * @param state how that ended
 * @param action what was done: {@code pipeline} for a deploy (reference controller)
 * @param types the process types it was done for
 * @param exception why it failed, one line; empty when it did not
 * @param created when it had ended
 */
public record Condition(
        ReleaseState state, String action, SortedSet<ProcessType> types, Optional<String> exception, Instant created) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The column as it was written by {@link ReleaseLedger}. */
    static List<Condition> read(String column) {
        return JSON.readValue(column, new TypeReference<List<Map<String, @Nullable Object>>>() {}).stream()
                .map(Condition::of)
                .toList();
    }

    private static Condition of(Map<String, @Nullable Object> fields) {
        return new Condition(
                ReleaseState.ofColumn(String.valueOf(fields.get("state"))),
                String.valueOf(fields.get("action")),
                types(fields.get("ptypes")),
                Optional.ofNullable(fields.get("exception")).map(String::valueOf),
                OffsetDateTime.parse(String.valueOf(fields.get("created"))).toInstant());
    }

    private static SortedSet<ProcessType> types(@Nullable Object names) {
        return names instanceof List<?> list
                ? list.stream()
                        .map(name -> new ProcessType(String.valueOf(name)))
                        .collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>();
    }
}
