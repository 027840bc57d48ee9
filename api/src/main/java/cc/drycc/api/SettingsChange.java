package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/settings/}; what is missing stays. The maps may also come as a string that holds their JSON.
 *
 * @param routable true or false
 * @param autodeploy true or false
 * @param autorollback true or false
 * @param allowlist the whole new list of addresses and networks
 * @param autoscale {@code {"web": {"min": 1, "max": 5, "cpu_percent": 50}}}; null as a value takes a rule away
 * @param label {@code {"team": "frontend"}}; null as a value takes a label away
 */
public record SettingsChange(
        @Nullable Object routable,
        @Nullable Object autodeploy,
        @Nullable Object autorollback,
        @Nullable Object allowlist,
        @Nullable Object autoscale,
        @Nullable Object label) {}
