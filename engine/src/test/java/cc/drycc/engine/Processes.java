package cc.drycc.engine;

import java.util.List;
import java.util.Set;

/** Processes of this machine, which the containers of a local engine are too. */
final class Processes {

    private Processes() {}

    /** Command lines that are exactly one of these. */
    static List<String> named(String... commandLines) {
        Set<String> wanted = Set.of(commandLines);
        return ProcessHandle.allProcesses()
                .map(process -> process.info())
                .filter(info -> info.command().isPresent())
                .map(info -> (last(info.command().get()) + " "
                                + String.join(" ", info.arguments().orElse(new String[0])))
                        .strip())
                .filter(wanted::contains)
                .toList();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
