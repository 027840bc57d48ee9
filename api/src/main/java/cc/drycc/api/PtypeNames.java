package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/ptypes/restart/} and {@code …/clean/}.
 *
 * @param types process types with commas between them, or a list of them
 * @param ptypes the same, as later clients call it
 */
public record PtypeNames(@Nullable Object types, @Nullable Object ptypes) {}
