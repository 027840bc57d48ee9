package cc.drycc.controller.ptypes;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.WorkloadRef;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes process types that the app's release no longer has, first from the rows, then their pods; and what is left of
 * types that are scaled to 0 (reference controller).
 */
public final class CleanTypes {

    private final TransactionOperations transaction;
    private final Apps apps;
    private final Ptypes ptypes;
    private final Engine engine;
    private final AppTurns turns;
    private final AppLog log;

    public CleanTypes(
            TransactionOperations transaction, Apps apps, Ptypes ptypes, Engine engine, AppTurns turns, AppLog log) {
        this.transaction = transaction;
        this.apps = apps;
        this.ptypes = ptypes;
        this.engine = engine;
        this.turns = turns;
        this.log = log;
    }

    /**
     * Returns when their pods are gone. A type that is nowhere counts as cleaned.
     *
     * @throws Problem.Refused when one of them is in use; none is removed then
     */
    void clean(App app, User user, Set<ProcessType> types) throws InterruptedException {
        turns.<RuntimeException>run(app.uuid(), () -> {
            forget(app, user, types);
            try {
                for (var type : types) {
                    engine.remove(new WorkloadRef(app.name(), type));
                }
            } catch (EngineProblem e) {
                throw new Problem.Unavailable(
                        "they are removed as soon as the container engine answers: " + e.getMessage());
            }
        });
    }

    private void forget(App app, User user, Set<ProcessType> types) {
        transaction.executeWithoutResult(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            var used = ptypes.ofRelease(locked);
            types.stream()
                    .filter(type -> used.contains(type) && locked.structure().getOrDefault(type, 0) > 0)
                    .findFirst()
                    .ifPresent(type -> {
                        throw new Problem.Refused(
                                "ptype %s should not garbage: v%d has it, with %d pods. Nothing was removed; scale it to 0 first."
                                        .formatted(
                                                type,
                                                locked.current(),
                                                locked.structure().get(type)));
                    });
            // A type of the release stays known, with no pods: it can be scaled up again.
            var gone = types.stream().filter(type -> !used.contains(type)).collect(Collectors.toSet());
            var structure = new TreeMap<>(locked.structure());
            var diverged = new TreeMap<>(locked.diverged());
            structure.keySet().removeAll(gone);
            diverged.keySet().removeAll(gone);
            apps.setStructure(app.uuid(), structure);
            apps.setDiverged(app.uuid(), diverged);
            log.say(
                    app.uuid(),
                    "api",
                    user.username() + " cleaned "
                            + types.stream().map(ProcessType::value).collect(Collectors.joining(", ")));
        });
    }
}
