package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds: what a push or a pull made (seed 5.3, 5.4). */
@Command(name = "builds", description = "manage builds created using `git push`")
public final class Builds extends AppSession implements Runnable {

    public Builds(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        info();
    }

    @Command(name = "info", description = "print information about a specific build")
    int info() {
        var build = api().get(appPath("/build/"));
        terminal().show(build, () -> """
                App:        %s
                Sha:        %s
                UUID:       %s
                Image:      %s
                Stack:      %s
                Created:    %s
                Updated:    %s
                """.formatted(
                        build.path("app").asString(""),
                        build.path("sha").asString(""),
                        build.path("uuid").asString(""),
                        build.path("image").asString(""),
                        build.path("stack").asString(""),
                        build.path("created").asString(""),
                        build.path("updated").asString("")));
        return 0;
    }

    @Command(name = "create", description = "imports an image and deploys as a new release")
    int create(
            @Parameters(paramLabel = "IMAGE", description = "where a registry has it") String image,
            @Option(
                            names = {"-s", "--stack"},
                            defaultValue = "container",
                            description = "what builds and runs it (default container)")
                    String stack,
            @Option(
                            names = {"-p", "--procfile"},
                            paramLabel = "PROCFILE",
                            description = "a file, or the text itself (default: Procfile in the working folder)")
                    @Nullable String procfile) {
        var body = Json.object().put("image", image).put("stack", stack);
        var types = parse(procfile);
        if (!types.isEmpty()) {
            types.forEach(body.putObject("procfile")::put);
        }
        var answer = terminal().progress("Creating build", () -> api().post(appPath("/build/"), body), Answer::done);
        terminal().show(answer.body(), () -> "");
        return 0;
    }

    private Map<String, String> parse(@Nullable String given) {
        try {
            var file = around().path("Procfile");
            if (given == null) {
                return Files.isRegularFile(file) ? lines(Files.readString(file)) : Map.of();
            }
            return given.contains(":") ? lines(given) : lines(Files.readString(around().path(given)));
        } catch (IOException e) {
            throw new CliProblem("cannot read the Procfile: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> lines(String text) {
        var types = new LinkedHashMap<String, String>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new CliProblem("not a Procfile line, it looks like \"web: command\": " + line);
            }
            types.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return types;
    }
}
