package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.archives.Archive;
import cc.drycc.cli.git.Git;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Json;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** Builds: what a push or a pull made (seed 5.3, 5.4). */
@Command(name = "builds", description = "manage builds created using `git push`")
public final class Builds extends AppSession implements Runnable {

    @Option(
            names = {"-v", "--version"},
            scope = ScopeType.INHERIT,
            paramLabel = "VERSION",
            description = "of an older release (default: the newest)")
    private @Nullable String version;

    public Builds(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        info(null);
    }

    @Command(name = "info", description = "print information about a specific build")
    int info(
            @Parameters(arity = "0..1", paramLabel = "VERSION", description = "of this release") @Nullable String release) {
        var build = api().get(appPath("/build/") + query(release));
        terminal().show(build, () -> """
                App:        %s
                Sha:        %s
                UUID:       %s
                Owner:      %s
                Image:      %s
                Stack:      %s
                Created:    %s
                Updated:    %s
                %s%s""".formatted(
                        build.path("app").asString(""),
                        build.path("sha").asString(""),
                        build.path("uuid").asString(""),
                        build.path("owner").asString(""),
                        build.path("image").asString(""),
                        build.path("stack").asString(""),
                        build.path("created").asString(""),
                        build.path("updated").asString(""),
                        pushed(build),
                        pipelines(build) + BuildEvidenceText.of(build.path("evidence"))));
        return 0;
    }

    private static String pushed(JsonNode build) {
        var name = build.path("pushed").asString("");
        return name.isEmpty() ? "" : "Registry:   " + name + "\n";
    }

    private static String pipelines(JsonNode build) {
        var files = build.path("dryccfile").path("pipeline").propertyNames();
        return files.isEmpty() ? "" : "Pipelines:  " + String.join(", ", files) + "\n";
    }

    private String query(@Nullable String release) {
        var wanted = release == null ? version : release;
        return wanted == null ? "" : "?version=v" + Releases.number(wanted);
    }

    @Command(name = "fetch", description = "print the process types of a build, or save them or its source")
    int fetch(
            @Option(
                            names = {"-p", "--procfile"},
                            paramLabel = "PROCFILE",
                            defaultValue = "Procfile",
                            description = "where the process types are saved (default Procfile)")
                    String procfile,
            @Option(
                            names = {"-d", "--dryccpath"},
                            paramLabel = "DRYCCPATH",
                            defaultValue = ".drycc",
                            description = "where pipelines and config are saved (default .drycc)")
                    String dryccpath,
            @Option(names = "--save", description = "save instead of printing") boolean save,
            @Option(
                            names = "--source",
                            arity = "0..1",
                            paramLabel = "FILE",
                            fallbackValue = "",
                            description = "save the source that was pushed (default APP-COMMIT.tar.gz)")
                    @Nullable String source,
            @Option(
                            names = "--sbom",
                            arity = "0..1",
                            paramLabel = "FILE",
                            fallbackValue = "",
                            description = "save the bill of materials, CycloneDX (default APP-COMMIT.sbom.cdx.json)")
                    @Nullable String sbom,
            @Option(
                            names = "--provenance",
                            arity = "0..1",
                            paramLabel = "FILE",
                            fallbackValue = "",
                            description =
                                    "save the signed statement of how it was built (default APP-COMMIT.provenance.dsse.json)")
                    @Nullable String provenance,
            @Option(names = "--confirm", paramLabel = "YES", description = "yes, to replace files without being asked")
                    @Nullable String confirm) {
        if (save && source != null) {
            throw new WrongUsage("give --save for the process types or --source for what was pushed, not both");
        }
        var build = api().get(appPath("/build/") + query(null));
        var fetched = new FetchedBuild(terminal(), around(), confirm);
        document(fetched, build, source, "source", ".tar.gz");
        document(fetched, build, sbom, "sbom", ".sbom.cdx.json");
        document(fetched, build, provenance, "provenance", ".provenance.dsse.json");
        if (save) {
            fetched.save(build, procfile, dryccpath);
        } else if (source == null && sbom == null && provenance == null) {
            terminal().show(build, () -> FetchedBuild.text(build, procfile, dryccpath));
        }
        return 0;
    }

    private void document(
            FetchedBuild fetched, JsonNode build, @Nullable String wanted, String route, String extension) {
        if (wanted != null) {
            fetched.document(
                    route,
                    () -> api().download(appPath("/build/" + route) + query(null)),
                    type -> wanted.isEmpty() ? FetchedBuild.fileName(build, extension(type, extension)) : wanted);
        }
    }

    /** Source that was sent instead of pushed need not be a tar.gz. */
    private static String extension(String type, String otherwise) {
        return switch (type) {
            case "application/zip" -> ".zip";
            case "application/x-tar" -> ".tar";
            default -> otherwise;
        };
    }

    @Command(name = "create", description = "deploys an image, or the source in a folder, as a new release")
    int create(
            @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "where a registry has it") @Nullable String image,
            @Option(
                            names = "--archive",
                            paramLabel = "DIR",
                            description =
                                    "builds a folder instead; or a tar.gz, tar or zip of one (- is standard input)")
                    @Nullable String archive,
            @Option(
                            names = {"-s", "--stack"},
                            description = "what builds and runs it (default container)")
                    @Nullable String stack,
            @Option(
                            names = {"-p", "--procfile"},
                            paramLabel = "PROCFILE",
                            description = "a file, or the text itself (default: Procfile in the working folder)")
                    @Nullable String procfile,
            @Option(
                            names = {"-d", "--dryccpath"},
                            paramLabel = "DRYCCPATH",
                            description = "a folder of pipelines and config (default: .drycc in the working folder)")
                    @Nullable String dryccpath,
            @Option(names = "--confirm", paramLabel = "YES", description = "yes, instead of being asked") @Nullable String confirm) {
        if (archive != null) {
            if (image != null || stack != null || procfile != null || dryccpath != null) {
                throw new WrongUsage(
                        "--archive takes everything from its folder: give no image, stack, Procfile or .drycc"
                                + " folder beside it");
            }
            warnOfGitignore(archive);
            return new ArchiveBuild(api(), terminal(), app())
                    .run(isFolder(archive) ? "Packing" : "Reading", () -> archive(archive));
        }
        if (image == null) {
            throw new WrongUsage("give an IMAGE, or a folder with --archive");
        }
        var body = Json.object().put("image", image).put("stack", stack == null ? "container" : stack);
        var types = processTypes(procfile);
        if (!types.isEmpty()) {
            types.forEach(body.putObject("procfile")::put);
        }
        var folder = dryccfile(dryccpath);
        folder.ifPresent(path -> body.set("dryccfile", path));
        if (folder.isPresent() && !types.isEmpty()) {
            terminal().aside(" !    WARNING: there is a .drycc folder: the Procfile is ignored\n");
        }
        if (folder.isEmpty()) {
            confirmLess(types.isEmpty(), confirm);
        }
        var answer = terminal().progress("Creating build", () -> api().post(appPath("/build/"), body), Answer::done);
        terminal().show(answer.body(), () -> "");
        return 0;
    }

    private Archive archive(String named) {
        return named.equals("-") ? Archive.read(around().in()) : Archive.of(around().path(named));
    }

    private boolean isFolder(String named) {
        return !named.equals("-") && Files.isDirectory(around().path(named));
    }

    private void warnOfGitignore(String named) {
        var folder = around().path(named);
        if (Files.isRegularFile(folder.resolve(".gitignore"))
                && new Git(folder).files().isEmpty()) {
            terminal().aside(" !    WARNING: git does not know this folder: what its .gitignore names is sent, too");
        }
    }

    private Optional<JsonNode> dryccfile(@Nullable String given) {
        if (given == null) {
            // in the home folder it is the one of this command's own configuration
            return DryccFolder.read(around().path(".drycc")).filter(found -> !DryccFolder.isEmpty(found));
        }
        var path = DryccFolder.read(around().path(given));
        if (path.isEmpty()) {
            throw new CliProblem("there is no folder " + given);
        }
        return path;
    }

    /** Asks when the build before said which process types there are, and this one does not. */
    private void confirmLess(boolean noProcfile, @Nullable String confirm) {
        var before = api().find(appPath("/build/"));
        boolean lessened = before.isPresent()
                && (!before.get().path("dryccfile").isEmpty()
                        || (noProcfile && !before.get().path("procfile").isEmpty()));
        if (!lessened) {
            return;
        }
        var answer = confirm;
        if (answer == null) {
            terminal().aside("""
                     !    WARNING: Potentially Build Create Action
                     !    The build before has a Procfile or .drycc folder, this one has not
                     !    To proceed, type "yes" or re-run this command with --confirm=yes
                    """);
            answer = terminal().ask("> ");
        }
        if (!answer.equals("yes")) {
            throw new CliProblem("The answer is not \"yes\". Nothing was changed.");
        }
    }

    private Map<String, String> processTypes(@Nullable String given) {
        if (given != null && given.contains(":")) {
            return Procfile.parse(given);
        }
        var file = around().path(given == null ? "Procfile" : given);
        return given == null && !Files.isRegularFile(file) ? Map.of() : Procfile.read(file);
    }
}
