package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/releases/rollback/}.
 *
 * @param version the release to go back to, as a number or {@code "v2"}; missing means the one before the present one
 * @param ptypes process types with commas between them, or a list of them; all when missing
 */
public record Rollback(@Nullable Object version, @Nullable Object ptypes) {}
