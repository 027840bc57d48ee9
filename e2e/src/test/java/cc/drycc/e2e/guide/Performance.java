package cc.drycc.e2e.guide;

import cc.drycc.e2e.guide.Step.Direction;
import cc.drycc.e2e.guide.Step.Shown;
import cc.drycc.e2e.guide.Step.Typed;
import cc.drycc.e2e.platform.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays all steps and notes how each command went. */
final class Performance {

    private final Stage stage;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> notPrepared = new ArrayList<>();
    private Optional<String> later = Optional.empty();
    private Optional<String> yet = Optional.empty();

    /** How a command went. */
    sealed interface Outcome {

        Typed typed();

        /** As in the guide. */
        record Passed(Typed typed) implements Outcome {}

        /** Not as in the guide; {@code yet} names what is to be built before it can be. */
        record Failed(Typed typed, Optional<String> yet, String why) implements Outcome {}

        /** As in the guide though it is noted as not built yet. */
        record PassesNow(Typed typed, String yet) implements Outcome {}

        /** It belongs to a part of the platform that comes later. */
        record Later(Typed typed, String part) implements Outcome {}
    }

    Performance(Stage stage) {
        this.stage = stage;
    }

    List<Outcome> play(List<Step> steps) throws IOException {
        for (Step step : steps) {
            switch (step) {
                case Direction(var verb, var text) when verb.equals("later") -> later = Optional.of(text);
                case Direction(var verb, var text) when verb.equals("yet") -> yet = Optional.of(text);
                case Direction(var verb, var text)
                when verb.equals("now") -> {
                    later = Optional.empty();
                    yet = Optional.empty();
                }
                case Direction(var verb, var text) when verb.equals("differs") -> {
                    // for readers
                }
                case Direction direction -> prepare(direction);
                case Typed typed ->
                    outcomes.add(later.isPresent() ? new Outcome.Later(typed, later.get()) : type(typed));
            }
        }
        return List.copyOf(outcomes);
    }

    /** What cannot be prepared makes the commands fail that need it; they say so. */
    private void prepare(Direction direction) throws IOException {
        try {
            stage.prepare(direction);
        } catch (AssertionError failed) {
            notPrepared.add("@" + direction.verb() + " " + direction.text() + "\n" + failed.getMessage());
        }
    }

    /** Directions that could not be followed. */
    List<String> notPrepared() {
        return List.copyOf(notPrepared);
    }

    private Outcome type(Typed typed) {
        var result = stage.type(typed);
        var why = wrong(typed, result);
        if (why.isPresent()) {
            return new Outcome.Failed(typed, yet, why.get());
        }
        return yet.<Outcome>map(part -> new Outcome.PassesNow(typed, part)).orElseGet(() -> new Outcome.Passed(typed));
    }

    private Optional<String> wrong(Typed typed, Command.Result result) {
        if (result.exitCode() != 0) {
            return Optional.of("exit code " + result.exitCode() + "\n" + result.all());
        }
        var shown = typed.shown().stream().map(this::swapped).toList();
        return Wording.missing(shown, result.err() + "\n" + result.out())
                .map(line -> "not said: " + line + "\n" + result.err() + "\n" + result.out());
    }

    private Shown swapped(Shown line) {
        return switch (line) {
            case Shown.Same(var text) -> new Shown.Same(stage.swapped(Wording.plain(text)));
            case Shown.Other other -> other;
            case Shown.Ours ours -> ours;
        };
    }

    /** How many pass, and which do not. */
    static String report(List<Outcome> outcomes) {
        var parts = new TreeMap<String, List<String>>();
        int passed = 0;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Passed p -> passed++;
                case Outcome.PassesNow(var typed, var yet) -> {
                    passed++;
                    note(parts, "passes now, take it off the list: " + yet, typed);
                }
                case Outcome.Failed(var typed, var yet, var why) ->
                    note(parts, yet.map(part -> "not yet: " + part).orElse("FAILED"), typed);
                case Outcome.Later(var typed, var part) -> note(parts, "later: " + part, typed);
            }
        }
        var text = new StringBuilder("user guide: %d of %d lines pass%n".formatted(passed, outcomes.size()));
        for (Map.Entry<String, List<String>> part : parts.entrySet()) {
            text.append("%s (%d)%n".formatted(part.getKey(), part.getValue().size()));
            part.getValue().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static void note(Map<String, List<String>> parts, String part, Typed typed) {
        parts.computeIfAbsent(part, none -> new ArrayList<>())
                .add(typed.section().split(" ", 2)[0] + "  $ "
                        + typed.command().lines().findFirst().orElse(""));
    }
}
