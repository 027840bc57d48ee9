package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/}.
 *
 * @param owner who shall own the app from now on
 */
public record AppChange(@Nullable String owner) {}
