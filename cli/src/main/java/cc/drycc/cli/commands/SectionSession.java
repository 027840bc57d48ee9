package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Json;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of an app's config that is not its environment: what it has for each process type. */
abstract class SectionSession extends AppSession implements Runnable {

    /** The process type that is meant when none is named (seed 5.6). */
    static final String WEB = "web";

    private final String section;

    @Option(
            names = {"-v", "--version"},
            scope = ScopeType.INHERIT,
            paramLabel = "VERSION",
            description = "look at that of an older release")
    private @Nullable String version;

    /** @param section as the API names it */
    SectionSession(Surroundings around, String section) {
        super(around);
        this.section = section;
    }

    @Override
    public void run() {
        show();
    }

    /** Prints what there is. */
    int show() {
        var config = api().get(appPath("/config/" + (version == null ? "" : "?version=v" + Releases.number(version))));
        terminal().show(config, () -> text(config));
        return 0;
    }

    /** What is printed of a config. */
    abstract String text(JsonNode config);

    /** Changes the section by what is put into the object, then prints what there is. */
    int change(String what, Function<Answer, String> ending, BiConsumer<ObjectNode, String> edit) {
        if (version != null) {
            throw new WrongUsage("the past cannot be changed: leave --version out");
        }
        var body = Json.object();
        edit.accept(body.putObject(section), section);
        var answer = terminal().progress(what, () -> api().post(appPath("/config/"), body), ending);
        terminal().show(answer.body(), () -> text(answer.body()));
        return 0;
    }

    /** By process type, {@code web} first. */
    void each(JsonNode config, BiConsumer<String, JsonNode> entry) {
        var sorted = new TreeMap<String, JsonNode>();
        config.path(section).properties().forEach(one -> sorted.put(one.getKey(), one.getValue()));
        var web = sorted.remove(WEB);
        if (web != null) {
            entry.accept(WEB, web);
        }
        sorted.forEach(entry);
    }

    boolean isEmpty(JsonNode config) {
        return config.path(section).isEmpty();
    }

    /** {@code App:}, {@code UUID:} … as the user guide prints them (seed 5.6). */
    static String head(JsonNode config) {
        return """
                App:        %s
                UUID:       %s
                Owner:      %s
                Created:    %s
                Updated:    %s
                """.formatted(
                        config.path("app").asString(""),
                        config.path("uuid").asString(""),
                        config.path("owner").asString(""),
                        config.path("created").asString(""),
                        config.path("updated").asString(""));
    }
}
