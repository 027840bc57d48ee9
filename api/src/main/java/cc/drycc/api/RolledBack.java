package cc.drycc.api;

/**
 * Answer to a rollback.
 *
 * @param version the new release
 */
public record RolledBack(int version) {}
