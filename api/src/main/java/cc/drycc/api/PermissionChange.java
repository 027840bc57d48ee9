package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/perms/}, {@code PUT /v2/apps/APP/perms/USER/} and {@code POST /v2/admin/perms/}.
 *
 * @param username who it is for; where the path names somebody, that one counts
 * @param permissions {@code "view,change"} as the later client sends it, or a list of words; missing in the reference's
 *     form, where a collaborator may do all three
 */
public record PermissionChange(
        @Nullable String username, @Nullable Object permissions) {}
