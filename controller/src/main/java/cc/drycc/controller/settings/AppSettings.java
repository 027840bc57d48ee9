package cc.drycc.controller.settings;

import cc.drycc.engine.ProcessType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The settings of one app.
 *
 * @param uuid their identity
 * @param routable whether the edge sends requests to the app
 * @param autodeploy whether a new release is deployed by itself; a rollback always is
 * @param autorollback whether what a failed deploy changed is put back by itself
 * @param allowlist who may send requests; empty: everybody
 * @param autoscale scaling rules by process type
 * @param label free notes by name
 * @param created when the app was made
 * @param updated when they last changed
 */
public record AppSettings(
        UUID uuid,
        boolean routable,
        boolean autodeploy,
        boolean autorollback,
        List<AddressRange> allowlist,
        SortedMap<ProcessType, ScalingRule> autoscale,
        SortedMap<String, String> label,
        Instant created,
        Instant updated) {

    public AppSettings {
        allowlist = List.copyOf(allowlist);
        autoscale = sorted(autoscale);
        label = sorted(label);
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Whether both say the same, whenever it was said. */
    boolean same(AppSettings other) {
        return routable == other.routable
                && autodeploy == other.autodeploy
                && autorollback == other.autorollback
                && allowlist.equals(other.allowlist)
                && autoscale.equals(other.autoscale)
                && label.equals(other.label);
    }
}
