package cc.drycc.cli.commands;

import cc.drycc.cli.SearchPath;
import cc.drycc.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The browser of who types. */
final class Browser {

    private Browser() {}

    /** Opens a page as the desktop does, on Linux or on a Mac; false when there is no program to do so. */
    static boolean open(String url, Surroundings around) {
        return Stream.of("xdg-open", "open")
                .flatMap(name -> SearchPath.find(name, around).stream())
                .anyMatch(program -> started(program, url, around));
    }

    private static boolean started(Path program, String url, Surroundings around) {
        try {
            var builder = new ProcessBuilder(program.toString(), url)
                    .directory(around.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(around.environment());
            builder.start();
            return true;
        } catch (IOException cannotBeRun) {
            return false;
        }
    }
}
