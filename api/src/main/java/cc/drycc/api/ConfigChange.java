package cc.drycc.api;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v2/apps/APP/config/}.
 *
 * @param values what to set ({@code {"NAME": "value"}}) and unset ({@code {"NAME": null}}); the later client's list
 *     {@code [{"name": …, "value": …}]} is understood too
 */
public record ConfigChange(@Nullable Object values) {

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "ConfigChange[…]";
    }
}
