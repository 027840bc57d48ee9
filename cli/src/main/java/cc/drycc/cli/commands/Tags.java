package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** On which nodes a process type may run (seed 5.6, "Isolate Applications"). */
@Command(name = "tags", description = "manage tags for application containers")
public final class Tags extends SectionSession {

    @Option(
            names = {"-p", "--ptype"},
            scope = ScopeType.INHERIT,
            paramLabel = "PTYPE",
            description = "the process type (default web)")
    private @Nullable String type;

    public Tags(Surroundings around) {
        super(around, "tags");
    }

    @Command(name = "list", description = "list tags for an app")
    int list() {
        return show();
    }

    @Override
    String text(JsonNode config) {
        var table = terminal().table("PTYPE", "KEY", "VALUE");
        boolean[] any = {false};
        each(config, (each, tags) -> {
            if (type == null || type.equals(each)) {
                var sorted = new TreeMap<String, String>();
                tags.properties()
                        .forEach(tag -> sorted.put(tag.getKey(), tag.getValue().asString("")));
                sorted.forEach((key, value) -> table.row(each, key, value));
                any[0] |= !sorted.isEmpty();
            }
        });
        return any[0] ? table.toString() : "No tags found in %s app.\n".formatted(app());
    }

    @Command(name = "set", description = "set tags for an app")
    int set(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "[PTYPE] KEY=VALUE",
                            description = "labels a node must have; a process type may stand before them")
                    List<String> words) {
        var named = named(words);
        var tags = KeyValues.of(named.getValue(), "key=value", "environ=prod");
        return change("Applying tags", Answer::done, (section, name) -> {
            var ofType = section.putObject(named.getKey());
            tags.forEach(ofType::put);
        });
    }

    @Command(name = "unset", description = "unset tags for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "KEY") List<String> keys) {
        return change("Applying tags", Answer::done, (section, name) -> {
            var ofType = section.putObject(type == null ? WEB : type);
            keys.forEach(ofType::putNull);
        });
    }

    /** {@code drycc tags set web environ=prod} is how the user guide writes it. */
    private Map.Entry<String, List<String>> named(List<String> words) {
        if (type != null || words.getFirst().contains("=")) {
            return Map.entry(type == null ? WEB : type, words);
        }
        if (words.size() == 1) {
            throw new WrongUsage("give tags to set, ex: drycc tags set " + words.getFirst() + " environ=prod");
        }
        return Map.entry(words.getFirst(), words.subList(1, words.size()));
    }
}
