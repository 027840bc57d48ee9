package cc.drycc.api;

import java.util.Locale;
import java.util.Set;

/** How the components of these records are named on the wire. */
public final class WireNames {

    private static final Set<String> KUBERNETES = Set.of("lastState", "restartCount");

    private WireNames() {}

    /**
     * The name of a component on the wire: snake case, and {@code publicKey} is {@code public}, which Java keeps for
     * itself. What Kubernetes named keeps that name.
     */
    public static String of(String component) {
        if (KUBERNETES.contains(component)) {
            return component;
        }
        if (component.equals("publicKey")) {
            return "public";
        }
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
