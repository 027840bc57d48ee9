package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.terminal.Terminal;
import java.io.IOException;

/** Copies a stream of the controller to the user as it comes. */
final class Streams {

    private Streams() {}

    /** {@code ?log_lines=300}, and {@code &follow=true}. */
    static String query(int lines, boolean follow) {
        if (lines < 1) {
            throw new WrongUsage("--lines takes a number of lines, 1 or more");
        }
        return "?log_lines=" + lines + (follow ? "&follow=true" : "");
    }

    static int copy(Api api, String path, Terminal terminal) {
        var out = terminal.result();
        try (var lines = api.stream(path)) {
            var buffer = new byte[8_192];
            for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
                out.write(buffer, 0, n);
                out.flush();
                if (out.checkError()) {
                    return 0; // the reader of our output has gone
                }
            }
            return 0;
        } catch (IOException e) {
            throw new CliProblem("the stream from the controller broke: " + e.getMessage(), e);
        }
    }
}
