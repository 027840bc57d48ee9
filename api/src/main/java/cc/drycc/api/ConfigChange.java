package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/config/}: any of these, absent ones stay as they are; {@code null} inside of one unsets.
 *
 * @param values what to set ({@code {"NAME": "value"}}) and unset ({@code {"NAME": null}}); the later client's list
 *     {@code [{"name": …, "value": …, "group" or "ptype": …}]} is understood too
 * @param valuesRefs groups of values by process type: {@code {"web": ["web.env"]}}
 * @param limits the plan by process type: {@code {"web": "std1.large.c1m1"}}
 * @param memory the most memory by process type: {@code {"web": "512M"}}
 * @param cpu the most CPU by process type, in cores or thousandths: {@code {"web": "500m"}}
 * @param terminationGracePeriod seconds between SIGTERM and SIGKILL by process type
 * @param tags labels of the nodes a process type may run on: {@code {"web": {"environ": "prod"}}}
 * @param registry {@code {"web": {"username": …, "password": …}}}
 * @param healthcheck probes by process type, as Kubernetes writes them
 * @param lifecycle {@code {"web": {"stopSignal": …, "preStop": …}}}
 */
public record ConfigChange(
        @Nullable Object values,
        @Nullable Object valuesRefs,
        @Nullable Object limits,
        @Nullable Object memory,
        @Nullable Object cpu,
        @Nullable Object terminationGracePeriod,
        @Nullable Object tags,
        @Nullable Object registry,
        @Nullable Object healthcheck,
        @Nullable Object lifecycle) {

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ConfigChange[…]";
    }
}
