package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code DELETE /v2/apps/APP/pods/}.
 *
 * @param podIds names, separated by commas
 */
public record PodNames(@Nullable String podIds) {}
