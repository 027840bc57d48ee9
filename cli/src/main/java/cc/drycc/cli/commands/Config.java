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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** Environment variables of an app (seed 5.6). */
@Command(name = "config", description = "manage environment variables that define app config")
public final class Config extends AppSession implements Runnable {

    private static final String FILE = ".env";
    private static final String STANDARD_STREAM = "-";
    private static final String PATH = "the file, - for the standard stream (default .env)";

    @Option(
            names = {"-p", "--ptype"},
            scope = ScopeType.INHERIT,
            paramLabel = "PTYPE",
            description = "the values of one process type")
    private @Nullable String ptype;

    @Option(
            names = {"-g", "--group"},
            scope = ScopeType.INHERIT,
            paramLabel = "GROUP",
            description = "the values of a group")
    private @Nullable String group;

    @Option(
            names = {"-v", "--version"},
            scope = ScopeType.INHERIT,
            paramLabel = "VERSION",
            description = "those of an older release")
    private @Nullable String version;

    public Config(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        info();
    }

    private ConfigScope scope() {
        return ConfigScope.of(ptype, group);
    }

    @Command(name = "info", aliases = "list", description = "an app config info")
    int info() {
        var scope = scope();
        var config = look("?values=list");
        terminal().show(config, () -> new ConfigText(app(), config).of(scope, ptype != null || group != null));
        return 0;
    }

    private JsonNode look(String query) {
        var old = version == null ? "" : (query.isEmpty() ? "?" : "&") + "version=v" + Releases.number(version);
        return api().get(appPath("/config/" + query + old));
    }

    private Map<String, String> valuesNow() {
        var scope = scope();
        return scope.valuesOf(look(scope.equals(ConfigScope.GLOBAL) ? "" : "?values=list"));
    }

    private void onlyNow() {
        if (version != null) {
            throw new WrongUsage("the past cannot be changed: leave --version out");
        }
    }

    @Command(name = "set", description = "set environment variables for an app")
    int set(
            @Parameters(arity = "1..*", paramLabel = "NAME=VALUE") List<String> pairs,
            @Option(
                            names = "--confirm",
                            paramLabel = "YES",
                            description = "accepted as the reference's client has it; nothing is asked")
                    @Nullable String confirm) {
        onlyNow();
        return change(
                "Creating config",
                scope().setting(KeyFile.read(KeyValues.of(pairs, "key=var", "MODE=test"), around())));
    }

    @Command(name = "unset", description = "unset environment variables for an app")
    int unset(
            @Parameters(arity = "1..*", paramLabel = "NAME") List<String> names,
            @Option(
                            names = "--confirm",
                            paramLabel = "YES",
                            description = "accepted as the reference's client has it; nothing is asked")
                    @Nullable String confirm) {
        onlyNow();
        for (String name : names) {
            if (name.isEmpty() || name.contains("=")) {
                throw new WrongUsage("give names without values, ex: drycc config unset MODE");
            }
        }
        return change("Removing config", scope().changing(Map.of(), names));
    }

    @Command(name = "attach", description = "selects environment groups to attach an app ptype")
    int attach(
            @Parameters(index = "0", paramLabel = "PTYPE") String type,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "GROUP") List<String> groups) {
        onlyNow();
        var body = refs(type, groups);
        var answer = terminal().progress("Attach config", () -> api().post(appPath("/config/"), body), Answer::done);
        terminal().show(answer.body(), () -> "");
        return 0;
    }

    @Command(name = "detach", description = "selects environment groups to detach an app ptype")
    int detach(
            @Parameters(index = "0", paramLabel = "PTYPE") String type,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "GROUP") List<String> groups) {
        onlyNow();
        var body = refs(type, groups);
        terminal().progress("Detach config", () -> api().delete(appPath("/config/"), body), Answer::done);
        terminal().show(body, () -> "");
        return 0;
    }

    private static JsonNode refs(String type, List<String> groups) {
        var body = Json.object();
        var names = body.putObject("values_refs").putArray(type);
        groups.forEach(names::add);
        return body;
    }

    @Command(name = "pull", description = "pull environment variables to the path")
    int pull(
            @Option(names = "--path", defaultValue = FILE, description = PATH) String path,
            @Option(names = "--overwrite", description = "replace the file that is there") boolean overwrite) {
        var file = around().path(path);
        boolean toFile = !path.equals(STANDARD_STREAM);
        if (toFile && !overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CliProblem(path + " is there already and was left as it is; to replace it add --overwrite");
        }
        var values = valuesNow();
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
        onlyNow();
        boolean fromFile = !path.equals(STANDARD_STREAM);
        var wanted = fromFile ? EnvFile.read(around().path(path)) : EnvFile.read(around().in());
        var gone = new TreeSet<String>();
        if (!merge) {
            gone.addAll(valuesNow().keySet());
            gone.removeAll(wanted.keySet());
            confirmUnset(gone, confirm);
        }
        // what goes is named one by one: a value that somebody sets meanwhile stays
        if (wanted.isEmpty() && gone.isEmpty()) {
            throw new CliProblem("there are no values in the file, and none to unset. Nothing was changed.");
        }
        return change("Creating config", scope().changing(wanted, gone));
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

    private int change(String what, JsonNode body) {
        var scope = scope();
        var answer = terminal().progress(what, () -> api().post(appPath("/config/"), body), Answer::done);
        terminal().show(answer.body(), () -> new ConfigText(app(), answer.body()).of(scope, true));
        return 0;
    }
}
