package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.archives.Archive;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Sends an archive to be built, and shows what a {@code git push} shows. */
final class ArchiveBuild {

    private final Api api;
    private final Terminal terminal;
    private final String app;

    ArchiveBuild(Api api, Terminal terminal, String app) {
        this.api = api;
        this.terminal = terminal;
        this.app = app;
    }

    /**
     * Returns when it runs.
     *
     * @param doing what getting the archive is called
     * @throws CliProblem with the reason when it does not run
     */
    int run(String doing, Supplier<Archive> wanted) {
        try (var archive = terminal.progress(doing, wanted, ArchiveBuild::packed);
                var lines = sent(archive)) {
            var reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var said = line.isEmpty() ? Json.object() : parsed(line);
                if (said.has("line")) {
                    tell(said.path("line").asString(""));
                } else if (said.has("error")) {
                    throw new CliProblem(said.path("error").asString(""));
                } else if (said.has("release")) {
                    terminal.show(said, () -> "");
                    return 0;
                }
            }
        } catch (IOException e) {
            throw cut(e);
        }
        throw cut(null);
    }

    private InputStream sent(Archive archive) {
        return terminal.progress(
                "Uploading",
                () -> api.upload("/v2/apps/" + Api.segment(app) + "/build/source", archive.type(), archive.file()),
                done -> "done");
    }

    private static String packed(Archive archive) {
        return archive.files().isEmpty()
                ? "done, " + archive.size()
                : "done, %d file%s, %s"
                        .formatted(
                                archive.files().getAsInt(), archive.files().getAsInt() == 1 ? "" : "s", archive.size());
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.parse(line);
        } catch (JacksonException e) {
            throw cut(e);
        }
    }

    /** A build writes what it likes; on a terminal some of that would be commands. */
    private void tell(String text) {
        var line = text.replaceAll("[\\p{Cntrl}&&[^\t]]", "?");
        if (terminal.form() == Terminal.Form.TEXT) {
            terminal.line(line);
        } else {
            terminal.aside(line);
        }
    }

    private static CliProblem cut(@org.jspecify.annotations.Nullable Exception cause) {
        var words =
                "the connection to the controller broke during the build; look with `drycc releases` whether it runs"
                        + " before you send it again";
        return cause == null ? new CliProblem(words) : new CliProblem(words, cause);
    }
}
