package cc.drycc.controller.apps;

import cc.drycc.engine.AppName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Names no app may have: those of the platform itself, whatever the setting says ({@code drycc}, {@code drycc-…}, {@code
 * kube-…}, {@code default}), and those of {@code RESERVED_NAMES}.
 *
 * @param patterns names; {@code *} at the end stands for anything
 */
public record ReservedNames(List<String> patterns) {

    private static final List<String> ALWAYS = List.of("drycc", "drycc-*", "kube", "kube-*", "default");

    public ReservedNames {
        patterns = List.copyOf(patterns);
    }

    /** Reads a comma-separated list. */
    public static ReservedNames of(String setting) {
        return new ReservedNames(Arrays.stream(setting.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList());
    }

    /** Whether no app may have this name. */
    public boolean reserves(AppName name) {
        return ALWAYS.stream().anyMatch(pattern -> matches(pattern, name.value()))
                || patterns.stream().anyMatch(pattern -> matches(pattern, name.value()));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }
}
