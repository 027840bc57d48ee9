package cc.drycc.cli.commands;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words after an action, and the process type it is for. The user guide writes {@code exec -- /bin/echo -n hello --ptype
 * web} (seed 5.6): a process type at the very end is ours, although it stands behind the two hyphens.
 *
 * @param type the process type
 * @param rest a port, or the words of a command
 */
record Trailing(String type, List<String> rest) {

    /**
     * @param words as they were typed
     * @param given the process type of a flag before them
     */
    Trailing(@Nullable List<String> words, @Nullable String given) {
        List<String> all = words == null ? List.of() : words;
        int flag = all.size() - 2;
        boolean behind = given == null && flag >= 1 && all.get(flag).equals("--ptype");
        this(
                behind ? all.get(flag + 1) : given == null ? SectionSession.WEB : given,
                behind ? all.subList(0, flag) : all);
    }
}
