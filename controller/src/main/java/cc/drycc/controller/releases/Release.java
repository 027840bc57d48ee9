package cc.drycc.controller.releases;

import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A build together with a config, numbered (seed 5.1).
 *
 * @param uuid its identity
 * @param app the app's uuid
 * @param version from 1 on, without gaps
 * @param owner who made it; empty when the account is gone
 * @param build what runs; empty before the first build
 * @param config what it runs with
 * @param state how far it came
 * @param only the process types its newest deploy is for; empty means all
 * @param deployed the process types it was deployed for so far, whatever became of it
 * @param conditions what became of each deploy, newest first
 * @param summary one line: who did what
 * @param exception why it failed
 * @param created when it was appended
 * @param updated when its state last changed
 */
public record Release(
        UUID uuid,
        UUID app,
        int version,
        String owner,
        Optional<UUID> build,
        UUID config,
        ReleaseState state,
        Set<ProcessType> only,
        Set<ProcessType> deployed,
        List<Condition> conditions,
        String summary,
        Optional<String> exception,
        Instant created,
        Instant updated) {

    public Release {
        only = Set.copyOf(only);
        deployed = Set.copyOf(deployed);
        conditions = List.copyOf(conditions);
    }

    /** Whether it is deployed for that process type. */
    public boolean isFor(ProcessType type) {
        return only.isEmpty() || only.contains(type);
    }

    /** The version as people write it: {@code v2}. */
    public String tag() {
        return "v" + version;
    }
}
