package cc.drycc.controller.ptypes;

import cc.drycc.engine.Resources;
import java.util.Map;
import java.util.TreeMap;

/** Limits as Kubernetes writes quantities: {@code cpu 500m}, {@code memory 1Gi}. */
final class Quantities {

    private static final long KIBI = 1 << 10;
    private static final String[] UNITS = {"", "Ki", "Mi", "Gi"};

    private Quantities() {}

    /** Only what is limited. */
    static Map<String, String> of(Resources limits) {
        var quantities = new TreeMap<String, String>();
        if (limits.cpuMillis() > 0) {
            quantities.put("cpu", cpu(limits.cpuMillis()));
        }
        if (limits.memoryBytes() > 0) {
            quantities.put("memory", memory(limits.memoryBytes()));
        }
        return quantities;
    }

    private static String cpu(int millis) {
        return millis % 1000 == 0 ? Integer.toString(millis / 1000) : millis + "m";
    }

    private static String memory(long bytes) {
        long rest = bytes;
        int unit = 0;
        while (unit < UNITS.length - 1 && rest % KIBI == 0) {
            rest /= KIBI;
            unit++;
        }
        return rest + UNITS[unit];
    }
}
