package cc.drycc.controller.apps;

import cc.drycc.engine.AppName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names no app may have: those of the platform itself, whatever the setting says ({@code drycc}, {@code drycc-…}, {@code
 * kube-…}, {@code default}), and those of {@code RESERVED_NAMES}.
 *
 * @param patterns names; {@code *} at the end stands for anything
 */
public record ReservedNames(List<String> patterns) {

    private static final List<String> ALWAYS = List.of("drycc", "drycc-*", "kube", "kube-*", "default");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+\\*?");

    public ReservedNames {
        patterns = List.copyOf(patterns);
    }

    /**
     * Reads a comma-separated list.
     *
     * @throws IllegalArgumentException when something in it is no name
     */
    public static ReservedNames of(String setting) {
        var names = Arrays.stream(setting.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("RESERVED_NAMES must be names with commas between, each of a-z, 0-9 and"
                    + " hyphens and with an optional * at its end, for example drycc, drycc-builder, team-*");
        }
        return new ReservedNames(names);
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
