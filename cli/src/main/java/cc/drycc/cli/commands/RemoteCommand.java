package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.http.LiveSocket;
import cc.drycc.cli.terminal.RawTerminal;
import cc.drycc.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A command that runs elsewhere, with our standard streams, our window and our exit code. */
final class RemoteCommand {

    private static final int INPUT = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int STATUS = 3;
    private static final int RESIZE = 4;
    private static final int CLOSE = 255;
    private static final int PIECE = 16 * 1024;

    private final Api api;
    private final Surroundings around;
    private final Terminal terminal;
    private volatile JsonNode status = MissingNode.getInstance();

    RemoteCommand(Api api, Surroundings around, Terminal terminal) {
        this.api = api;
        this.around = around;
        this.terminal = terminal;
    }

    /**
     * What is to be run.
     *
     * @param command program and arguments
     * @param tty whether in a terminal
     * @param stdin whether it reads what we read
     * @param more what else the controller is told
     */
    record Wish(List<String> command, boolean tty, boolean stdin, ObjectNode more) {}

    /**
     * Runs it to its end; gives its exit code.
     *
     * @throws cc.drycc.cli.http.NotASocket when the controller gives no stream
     */
    int run(String path, Wish wish) {
        var window = wish.tty() ? RawTerminal.ofProcess() : Optional.<RawTerminal>empty();
        if (wish.tty() && window.isEmpty()) {
            terminal.aside("There is no terminal here; the command runs without one");
        }
        try (var socket = api.socket(path, this::take)) {
            socket.text(Json.compact(first(wish, window)));
            return window.isPresent() ? inWindow(socket, wish, window.get()) : plain(socket, wish);
        } catch (IOException e) {
            throw new CliProblem("the command could not be asked for: " + e.getMessage(), e);
        }
    }

    private static ObjectNode first(Wish wish, Optional<RawTerminal> window) {
        var first = wish.more().put("tty", window.isPresent()).put("stdin", wish.stdin());
        var command = first.putArray("command");
        wish.command().forEach(command::add);
        window.ifPresent(raw -> first.set("size", size(raw.size())));
        return first;
    }

    private static ObjectNode size(RawTerminal.Size size) {
        return Json.object().put("Height", size.rows()).put("Width", size.columns());
    }

    private int inWindow(LiveSocket socket, Wish wish, RawTerminal window) {
        try (window) {
            window.onResize(size -> resize(socket, size));
            if (wish.stdin()) {
                window.raw();
            }
            return plain(socket, wish);
        }
    }

    private static void resize(LiveSocket socket, RawTerminal.Size size) {
        var payload = Json.compact(size(size)).getBytes(StandardCharsets.UTF_8);
        try {
            socket.send(RESIZE, payload, payload.length);
        } catch (IOException e) {
            return; // it is over: awaitClose says why
        }
    }

    private int plain(LiveSocket socket, Wish wish) {
        if (wish.stdin()) {
            Thread.ofPlatform().daemon().name("input").start(() -> copyInput(socket));
        }
        try {
            return exitCode(socket.awaitClose());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem("interrupted", e);
        }
    }

    private void copyInput(LiveSocket socket) {
        var buffer = new byte[PIECE];
        try {
            for (int n = around.in().read(buffer); n >= 0; n = around.in().read(buffer)) {
                socket.send(INPUT, buffer, n);
            }
            socket.send(CLOSE, new byte[] {INPUT}, 1);
        } catch (IOException e) {
            return; // it is over: awaitClose says why
        }
    }

    private void take(byte[] frame) {
        if (frame.length == 0) {
            return;
        }
        switch (frame[0]) {
            case STDOUT -> write(around.out(), frame);
            case STDERR -> write(around.err(), frame);
            case STATUS -> status = parsed(new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8));
            default -> {
                // a channel of a later controller
            }
        }
    }

    /** Who reads our output may leave, as {@code head} does: then the command need not go on. */
    private static void write(PrintStream to, byte[] frame) {
        to.write(frame, 1, frame.length - 1);
        if (to.checkError()) {
            throw new CliProblem("nobody reads the output any more");
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    private int exitCode(LiveSocket.Closed closed) {
        var told = status.path("status").asString("");
        if (told.equals("Success")) {
            return 0;
        }
        if (!told.equals("Failure")) {
            throw new CliProblem(
                    closed.reason().isEmpty()
                            ? "the connection to the controller broke; the command was ended"
                            : closed.reason());
        }
        if (!status.path("reason").asString("").equals("NonZeroExitCode")) {
            terminal.aside("Error: " + status.path("message").asString("it failed"));
        }
        for (var cause : status.path("details").path("causes")) {
            if (cause.path("reason").asString("").equals("ExitCode")) {
                return Integer.parseInt(cause.path("message").asString("1"));
            }
        }
        return 1;
    }
}
