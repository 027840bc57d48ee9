package cc.drycc.api;

/**
 * An administrator of the platform, in {@code GET /v2/admin/perms/}.
 *
 * @param username who
 * @param isSuperuser always true
 */
public record AdministratorInfo(String username, boolean isSuperuser) {}
