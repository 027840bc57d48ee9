package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/domains/}.
 *
 * @param domain the name
 * @param ptype the process type it leads to; {@code web} when missing
 */
public record NewDomain(@Nullable String domain, @Nullable String ptype) {}
