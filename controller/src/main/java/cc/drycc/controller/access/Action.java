package cc.drycc.controller.access;

/** What somebody wants to do with an app. */
public enum Action {
    /** Look: every GET, {@code git fetch}. */
    VIEW,
    /** Change what runs or how: push, config, scale, rollback, restart, one-off runs. */
    CHANGE,
    /** Take something away that does not come back: DELETE of parts of an app. */
    DELETE,
    /** What only the owner may: destroy the app, give it away, say who else may do what. */
    OWN
}
