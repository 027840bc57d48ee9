package cc.drycc.controller.releases;

import java.util.Locale;

/** How far a release came. Only the state of a release ever changes. */
public enum ReleaseState {
    /** In the ledger, its deploy not over. */
    CREATED,
    /** It ran. */
    SUCCEED,
    /** It never ran; the one before served on. */
    FAILED,
    /** It ran and died later. */
    CRASHED;

    /** As it stands in the database and in answers. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReleaseState ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
