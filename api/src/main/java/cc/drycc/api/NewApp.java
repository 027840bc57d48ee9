package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/}.
 *
 * @param id the app's name; one is made up when it is missing
 */
public record NewApp(@Nullable String id) {}
