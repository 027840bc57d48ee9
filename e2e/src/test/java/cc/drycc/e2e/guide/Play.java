package cc.drycc.e2e.guide;

import cc.drycc.e2e.guide.Step.Direction;
import cc.drycc.e2e.guide.Step.Shown;
import cc.drycc.e2e.guide.Step.Typed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code play.txt}; its head says what the lines mean. */
final class Play {

    private static final String PROMPT = "$ ";

    private final List<String> lines;
    private final List<Step> steps = new ArrayList<>();
    private String section = "";
    private int at;
    private int commands;

    private Play(List<String> lines) {
        this.lines = lines;
    }

    static List<Step> read() {
        try (var in = Play.class.getResourceAsStream("play.txt")) {
            if (in == null) {
                throw new IllegalStateException("play.txt is not beside " + Play.class);
            }
            return new Play(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList())
                    .steps();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Step> steps() {
        while (at < lines.size()) {
            var line = lines.get(at++);
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (line.startsWith("@")) {
                var words = line.substring(1).split(" ", 2);
                steps.add(new Direction(words[0], words.length == 2 ? words[1] : ""));
            } else if (line.startsWith(PROMPT)) {
                steps.add(typed(line.substring(PROMPT.length())));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalStateException("play.txt, line " + at + ": belongs to no command: " + line);
            }
        }
        return List.copyOf(steps);
    }

    private Typed typed(String first) {
        var command = new StringBuilder(first);
        while (goesOn(command.toString())) {
            command.append('\n').append(lines.get(at++));
        }
        var shown = new ArrayList<Shown>();
        for (; at < lines.size() && !lines.get(at).isBlank(); at++) {
            shown.add(shown(lines.get(at)));
        }
        return new Typed(++commands, section, command.toString(), List.copyOf(shown));
    }

    /** A backslash at the end, or a quote that is open. */
    private static boolean goesOn(String command) {
        return command.endsWith("\\") || command.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static Shown shown(String line) {
        return switch (line.substring(0, Math.min(2, line.length()))) {
            case "~ " -> new Shown.Other(line.substring(2));
            case "= " -> new Shown.Ours(line.substring(2));
            default -> new Shown.Same(line);
        };
    }
}
