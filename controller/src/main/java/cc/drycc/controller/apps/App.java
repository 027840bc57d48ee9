package cc.drycc.controller.apps;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An app.
 *
 * @param uuid its identity
 * @param name what everybody calls it; also its host label and repository
 * @param ownerId the owning account
 * @param owner the owning account's name
 * @param structure wanted pods by process type
 * @param current the version of the release that should run
 * @param diverged process types that should run another release than that, with its version
 * @param state whether it still lives
 * @param created when it was made
 * @param updated when it last changed
 */
public record App(
        UUID uuid,
        AppName name,
        long ownerId,
        String owner,
        Map<ProcessType, Integer> structure,
        int current,
        Map<ProcessType, Integer> diverged,
        State state,
        Instant created,
        Instant updated) {

    /** Whether an app lives. */
    public enum State {
        LIVE,
        /** Gone for everybody; its containers, images and objects are being removed. */
        DESTROYING
    }

    public App {
        structure = Collections.unmodifiableSortedMap(new TreeMap<>(structure));
        diverged = Collections.unmodifiableSortedMap(new TreeMap<>(diverged));
    }
}
