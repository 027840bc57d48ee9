package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.NotASocket;
import cc.drycc.cli.terminal.Terminal;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code drycc run}: a command in a container of its own, watched, typed to, or left to itself. */
final class OneOff {

    /** Of a run whose end the controller did not tell. */
    private static final int UNKNOWN_END = 1;

    private final Api api;
    private final Surroundings around;
    private final Terminal terminal;
    private final String path;

    /** How one takes part. */
    enum Way {
        /** Its output is ours; Ctrl-C ends it. */
        WATCHING,
        /** What we type is its input, too. */
        TYPING,
        /** Nobody waits. */
        DETACHED
    }

    OneOff(Api api, Surroundings around, Terminal terminal, String path) {
        this.api = api;
        this.around = around;
        this.terminal = terminal;
        this.path = path;
    }

    /** Gives the command's exit code; 0 when nobody waits for it. */
    int run(String line, ObjectNode rest, Way way) {
        terminal.aside("Running `" + line + "`...");
        return switch (way) {
            case DETACHED -> {
                api.post(path, rest.put("command", line).put("detach", true));
                terminal.aside("It runs on its own; what it writes goes to the app's log: drycc logs");
                yield 0;
            }
            case TYPING -> typed(line, rest);
            case WATCHING -> terminal.form() == Terminal.Form.TEXT ? watched(line, rest) : waitedFor(line, rest);
        };
    }

    private int typed(String line, ObjectNode rest) {
        try {
            return remote(line, rest, true);
        } catch (NotASocket refused) {
            throw refused.refusal();
        }
    }

    /** Through a proxy that passes no streams its output comes in one piece, at the end. */
    private int watched(String line, ObjectNode rest) {
        try {
            return remote(line, rest.deepCopy(), false);
        } catch (NotASocket refused) {
            return waitedFor(line, rest);
        }
    }

    private int remote(String line, ObjectNode rest, boolean typing) {
        boolean tty = typing && Terminal.isInteractive();
        return new RemoteCommand(api, around, terminal)
                .run(path, new RemoteCommand.Wish(List.of(line), tty, typing, rest));
    }

    private int waitedFor(String line, ObjectNode rest) {
        var end = api.post(path, rest.put("command", line)).body();
        terminal.show(end, () -> end.path("output").asString(""));
        return end.path("exit_code").asInt(UNKNOWN_END);
    }
}
