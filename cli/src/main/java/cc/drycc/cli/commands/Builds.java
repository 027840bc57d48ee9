package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Builds: what a push or a pull made (seed 5.3, 5.4). */
@Command(name = "builds", description = "manage builds created using `git push`")
public final class Builds extends Session implements Runnable {

    @Override
    public void run() {
        info();
    }

    @Command(name = "info", description = "print information about a specific build")
    int info() {
        var build = api().get(appPath("/build/")).body();
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
            @Parameters(paramLabel = "IMAGE") String image,
            @Option(
                            names = {"-s", "--stack"},
                            defaultValue = "container")
                    String stack,
            @Option(
                            names = {"-p", "--procfile"},
                            paramLabel = "PROCFILE",
                            description = "a file, or the text itself (default: Procfile in the working folder)")
                    @Nullable String procfile) {
        var body = new JsonMapper().createObjectNode().put("image", image).put("stack", stack);
        var types = parse(procfile);
        if (!types.isEmpty()) {
            types.forEach(body.putObject("procfile")::put);
        }
        terminal().progress("Creating build", () -> api().post(appPath("/build/"), body), done -> "done");
        return 0;
    }

    private static Map<String, String> parse(@Nullable String given) {
        try {
            var file = Path.of("Procfile");
            if (given == null) {
                return Files.isRegularFile(file) ? lines(Files.readString(file)) : Map.of();
            }
            return given.contains(":") ? lines(given) : lines(Files.readString(Path.of(given)));
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
