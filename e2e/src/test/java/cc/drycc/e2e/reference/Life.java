package cc.drycc.e2e.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code life.txt}; its head says what the lines mean. */
public final class Life {

    private Life() {}

    /** One step of it. */
    public sealed interface Step {

        /** Something around the commands, which has to succeed. */
        record Prepared(String line) implements Step {}

        /** A command, how it ends and what it says. */
        record Typed(String command, Ending ending, List<Pattern> said) implements Step {}

        /** A command of a part of the platform that comes later. */
        record Later(String command, String part) implements Step {}
    }

    /** How a command ends. */
    public enum Ending {
        /** With 0. */
        WELL,
        /** With anything else. */
        BADLY
    }

    /** @param filled what stands for each {@code {name}} */
    public static List<Step> read(Map<String, String> filled) {
        var steps = new ArrayList<Step>();
        var part = "";
        for (var block : text().split("\n\\s*\n")) {
            var lines = block.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> fill(line, filled))
                    .toList();
            if (lines.stream().anyMatch(line -> line.startsWith("@later "))) {
                part = lines.getFirst().substring("@later ".length());
                for (var line : lines) {
                    if (line.startsWith("$ ")) {
                        steps.add(new Step.Later(line.substring(2), part));
                    }
                }
            } else if (!lines.isEmpty()) {
                steps.add(step(lines));
            }
        }
        return List.copyOf(steps);
    }

    private static Step step(List<String> lines) {
        var first = lines.getFirst();
        if (first.startsWith("@sh ")) {
            return new Step.Prepared(first.substring("@sh ".length()));
        }
        var words = first.split(" ", 2);
        var ending = switch (words[0]) {
            case "$" -> Ending.WELL;
            case "$!" -> Ending.BADLY;
            default -> throw new IllegalStateException("life.txt: belongs to no command: " + first);
        };
        var said = lines.stream()
                .skip(1)
                .map(line -> Pattern.compile(line, Pattern.MULTILINE))
                .toList();
        return new Step.Typed(words[1], ending, said);
    }

    private static String fill(String line, Map<String, String> filled) {
        var text = line;
        for (var each : filled.entrySet()) {
            text = text.replace("{" + each.getKey() + "}", each.getValue());
        }
        return text;
    }

    private static String text() {
        try (var in = Life.class.getResourceAsStream("life.txt")) {
            if (in == null) {
                throw new IllegalStateException("life.txt is not beside " + Life.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
