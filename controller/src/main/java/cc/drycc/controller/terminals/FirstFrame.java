package cc.drycc.controller.terminals;

import cc.drycc.api.RunRequest;
import cc.drycc.controller.runs.Wanted;
import cc.drycc.controller.web.Json;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.WindowSize;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client says first: one JSON object of text. Keys nobody knows are ignored, as the reference does. */
final class FirstFrame {

    private static final WindowSize USUAL = new WindowSize(24, 80);
    private static final int LONGEST_COMMAND = 64 * 1024;

    private final JsonNode json;

    private FirstFrame(JsonNode json) {
        this.json = json;
    }

    /** @throws BadFrame when it is no JSON object */
    static FirstFrame of(String text) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new BadFrame(CloseCodes.NOT_CONSISTENT, "the first frame is not JSON");
        }
        if (!json.isObject()) {
            throw new BadFrame(CloseCodes.NOT_CONSISTENT, "the first frame is not a JSON object");
        }
        return new FirstFrame(json);
    }

    /** {@code command}: program and arguments. */
    List<String> command() {
        var field = json.path("command");
        if (!field.isArray() || field.isEmpty()) {
            throw refused("command: a list of the program and its arguments is required");
        }
        var command = new ArrayList<String>();
        long length = 0;
        for (var word : field) {
            if (!word.isString() || word.asString().indexOf('\0') >= 0) {
                throw refused("command: every word must be text without NUL");
            }
            command.add(word.asString());
            length += word.asString().length();
        }
        if (command.getFirst().isEmpty() || length > LONGEST_COMMAND) {
            throw refused("command: it must name a program and have at most %d characters".formatted(LONGEST_COMMAND));
        }
        return List.copyOf(command);
    }

    /** {@code command}, its words one line for a shell; {@code timeout}, {@code expires}, {@code volumes}. */
    Wanted run() {
        RunRequest rest;
        try {
            var fields = json.deepCopy();
            ((ObjectNode) fields).remove("command");
            rest = Json.MAPPER.treeToValue(fields, RunRequest.class);
        } catch (JacksonException e) {
            throw refused("timeout, expires: whole numbers of seconds; volumes: names and paths");
        }
        return Wanted.of(String.join(" ", command()), rest.timeout(), rest.expires(), rest.volumes());
    }

    /** {@code tty}, {@code stdin}, and beyond the reference {@code size}: {@code {"Height": 24, "Width": 80}}. */
    Interaction interaction() {
        var terminal = flag("tty") ? json.path("size") : null;
        var input = flag("stdin") ? Interaction.Input.OPEN : Interaction.Input.CLOSED;
        return new Interaction(
                Optional.ofNullable(terminal).map(size -> size(size).orElse(USUAL)), input);
    }

    /** {@code lines} (0 and less: all there is, and never more than {@code most}), {@code follow}, {@code previous}. */
    LogQuery logQuery(int usual, int most) {
        var field = json.path("lines");
        if (!field.isMissingNode() && !field.isNull() && !field.isIntegralNumber()) {
            throw refused("lines: a whole number is required");
        }
        long lines = field.isIntegralNumber()
                ? field.bigIntegerValue()
                        .min(java.math.BigInteger.valueOf(most))
                        .longValue()
                : usual;
        var part = flag("previous") ? LogQuery.Part.PREVIOUS : LogQuery.Part.ALL;
        return new LogQuery(lines <= 0 ? most : (int) lines, flag("follow"), part);
    }

    /** {@code container}: empty for the only one there is. */
    String container() {
        var field = json.path("container");
        if (!field.isMissingNode() && !field.isNull() && !field.isString()) {
            throw refused("container: a name is required");
        }
        return field.isString() ? field.asString() : "";
    }

    private boolean flag(String name) {
        var field = json.path(name);
        if (!field.isMissingNode() && !field.isNull() && !field.isBoolean()) {
            throw refused(name + ": true or false is required");
        }
        return field.isBoolean() && field.booleanValue();
    }

    /** {@code {"Height": h, "Width": w}}; empty when that is no window. */
    static Optional<WindowSize> size(JsonNode size) {
        var height = size.path("Height");
        var width = size.path("Width");
        if (!height.canConvertToInt() || !width.canConvertToInt()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WindowSize(height.intValue(), width.intValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static BadFrame refused(String words) {
        return new BadFrame(CloseCodes.VIOLATED_POLICY, words);
    }
}
