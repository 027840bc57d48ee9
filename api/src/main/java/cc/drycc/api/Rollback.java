package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/releases/rollback/}.
 *
 * @param version the release to go back to, as a number or {@code "v2"}; missing means the one before the present one
 */
public record Rollback(@Nullable Object version) {}
