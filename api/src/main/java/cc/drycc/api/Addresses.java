package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST} and {@code DELETE /v2/apps/APP/allowlist/}.
 *
 * @param addresses {@code ["192.0.2.7", "10.0.0.0/8"]}, or the same in one string with commas
 */
public record Addresses(@Nullable Object addresses) {}
