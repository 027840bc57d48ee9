package cc.drycc.controller.builds;

import java.util.Locale;
import java.util.Map;

/** What becomes of an app's process types when something is deployed without the Procfile the deploy before had (seed 6.1). */
public enum MissingProcfile {
    /** They are removed; the default. */
    REMOVES_TYPES,
    /** They stay, with the commands of the Procfile before ({@value #REMOVE}{@code =false}). */
    KEEPS_TYPES,
    /** The deploy is refused ({@value #REJECT}{@code =true}). */
    REFUSED;

    public static final String REJECT = "DRYCC_DEPLOY_REJECT_IF_PROCFILE_MISSING";
    public static final String REMOVE = "DRYCC_DEPLOY_PROCFILE_MISSING_REMOVE";

    /**
     * Reads the platform's environment.
     *
     * @throws IllegalArgumentException naming the variable that is neither true nor false
     */
    public static MissingProcfile from(Map<String, String> environment) {
        boolean reject = flag(environment, REJECT, "false");
        boolean remove = flag(environment, REMOVE, "true");
        if (reject) {
            return REFUSED;
        }
        return remove ? REMOVES_TYPES : KEEPS_TYPES;
    }

    private static boolean flag(Map<String, String> environment, String name, String otherwise) {
        var text = environment.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT);
        return switch (text.isEmpty() ? otherwise : text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false, for example " + otherwise);
        };
    }
}
