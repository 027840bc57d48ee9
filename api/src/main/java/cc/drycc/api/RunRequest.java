package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/run/}.
 *
 * @param command a line for the shell in the app's image
 * @param timeout seconds after which it is stopped; 3600 when missing
 */
public record RunRequest(@Nullable String command, @Nullable Integer timeout) {}
