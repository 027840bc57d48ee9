package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.dotenv.DotEnv;
import cc.drycc.cli.dotenv.EnvFile;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Json;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Environment variables of an app (seed 5.6). */
@Command(name = "config", description = "manage environment variables that define app config")
public final class Config extends AppSession implements Runnable {

    private static final String FILE = ".env";
    private static final String STANDARD_STREAM = "-";
    private static final String PATH = "the file, - for the standard stream (default .env)";

    public Config(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        info();
    }

    @Command(name = "info", aliases = "list", description = "an app config info")
    int info() {
        var config = api().get(appPath("/config/"));
        terminal().show(config, () -> text(config));
        return 0;
    }

    private String text(JsonNode config) {
        var text = new StringBuilder("=== " + app() + "\n");
        values(config)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    @Command(name = "set", description = "set environment variables for an app")
    int set(@Parameters(arity = "1..*", paramLabel = "NAME=VALUE") List<String> pairs) {
        var body = Json.object();
        var values = body.putObject("values");
        KeyValues.of(pairs, "key=var", "MODE=test").forEach(values::put);
        return change("Creating config", body);
    }

    @Command(name = "unset", description = "unset environment variables for an app")
    int unset(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names) {
        var body = Json.object();
        var values = body.putObject("values");
        for (String name : names) {
            if (name.isEmpty() || name.contains("=")) {
                throw new WrongUsage("give names without values, ex: drycc config unset MODE");
            }
            values.putNull(name);
        }
        return change("Removing config", body);
    }

    @Command(name = "pull", description = "pull environment variables to the path")
    int pull(
            @Option(names = "--path", defaultValue = FILE, description = PATH) String path,
            @Option(
                            names = {"-v", "--version"},
                            paramLabel = "VERSION",
                            description = "those of an older release")
                    @Nullable String version,
            @Option(names = "--overwrite", description = "replace the file that is there") boolean overwrite) {
        var query = version == null ? "" : "?version=v" + Releases.number(version);
        var file = around().path(path);
        boolean toFile = !path.equals(STANDARD_STREAM);
        if (toFile && !overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CliProblem(path + " is there already and was left as it is; to replace it add --overwrite");
        }
        var values = values(api().get(appPath("/config/" + query)));
        if (!toFile) {
            terminal().result().print(DotEnv.format(values));
            terminal().result().flush();
            return 0;
        }
        terminal().progress("Pulling config", () -> written(file, values), done -> "done, wrote " + path);
        terminal().show(Json.object().put("path", file.toString()), () -> "");
        return 0;
    }

    private static Path written(Path file, Map<String, String> values) {
        EnvFile.write(file, values);
        return file;
    }

    @Command(name = "push", description = "push environment variables from the path")
    int push(
            @Option(names = "--path", defaultValue = FILE, description = PATH) String path,
            @Option(names = "--merge", description = "keep values that are not in the file") boolean merge,
            @Option(names = "--confirm", paramLabel = "YES", description = "yes, instead of being asked") @Nullable String confirm) {
        boolean fromFile = !path.equals(STANDARD_STREAM);
        var wanted = fromFile ? EnvFile.read(around().path(path)) : EnvFile.read(around().in());
        var body = Json.object();
        var values = body.putObject("values");
        wanted.forEach(values::put);
        if (!merge) {
            var gone = new TreeSet<>(values(api().get(appPath("/config/"))).keySet());
            gone.removeAll(wanted.keySet());
            confirmUnset(gone, confirm);
            // named one by one: a value that somebody sets meanwhile stays
            gone.forEach(values::putNull);
        }
        if (values.isEmpty()) {
            throw new CliProblem("there are no values in the file, and none to unset. Nothing was changed.");
        }
        return change("Creating config", body);
    }

    private void confirmUnset(Set<String> names, @Nullable String confirm) {
        if (names.isEmpty()) {
            return;
        }
        var answer = confirm;
        if (answer == null) {
            terminal().aside("""
                     !    WARNING: Potentially Destructive Action
                     !    These are not in the file and will be unset: %s
                     !    To keep them, add --merge
                     !    To proceed, type "yes" or re-run this command with --confirm=yes
                    """.formatted(String.join(", ", names)));
            answer = terminal().ask("> ");
        }
        if (!answer.equals("yes")) {
            throw new CliProblem("The answer is not \"yes\". Nothing was changed.");
        }
    }

    private static Map<String, String> values(JsonNode config) {
        var values = new TreeMap<String, String>();
        config.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asString("")));
        return values;
    }

    private int change(String what, JsonNode body) {
        var answer = terminal().progress(what, () -> api().post(appPath("/config/"), body), Answer::done);
        terminal().show(answer.body(), () -> text(answer.body()));
        return 0;
    }
}
