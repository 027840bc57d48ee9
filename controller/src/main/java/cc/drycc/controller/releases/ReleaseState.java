package cc.drycc.controller.releases;

import java.util.Locale;

/** How far a release came. Only the state of a release ever changes. */
public enum ReleaseState {
    /** In the ledger, its deploy not over. */
    CREATED,
    /** In the ledger, but nobody has asked for its deploy yet: autodeploy was off. */
    HELD,
    /** It ran. */
    SUCCEED,
    /** It never ran; the one before served on. */
    FAILED,
    /** It ran and died later. */
    CRASHED;

    /** As it stands in answers, which have no word for one that is held. */
    public String wire() {
        return this == HELD ? CREATED.column() : column();
    }

    /** As it stands in the database. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ReleaseState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
