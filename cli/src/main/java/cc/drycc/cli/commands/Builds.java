package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Json;
import java.nio.file.Files;
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
        var types = processTypes(procfile);
        if (!types.isEmpty()) {
            types.forEach(body.putObject("procfile")::put);
        }
        var answer = terminal().progress("Creating build", () -> api().post(appPath("/build/"), body), Answer::done);
        terminal().show(answer.body(), () -> "");
        return 0;
    }

    private Map<String, String> processTypes(@Nullable String given) {
        if (given != null && given.contains(":")) {
            return Procfile.parse(given);
        }
        var file = around().path(given == null ? "Procfile" : given);
        return given == null && !Files.isRegularFile(file) ? Map.of() : Procfile.read(file);
    }
}
