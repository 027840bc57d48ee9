package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Download;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.terminal.Terminal;
import cc.drycc.cli.terminal.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What {@code builds fetch} does with a build: shows its process types, or saves them and what was pushed. */
final class FetchedBuild {

    private final Terminal terminal;
    private final Surroundings around;
    private final @Nullable String confirm;

    /** @param confirm {@code yes} to replace files without asking */
    FetchedBuild(Terminal terminal, Surroundings around, @Nullable String confirm) {
        this.terminal = terminal;
        this.around = around;
        this.confirm = confirm;
    }

    /** The Procfile and the {@code .drycc} folder as the reference's client shows them. */
    static String text(JsonNode build, String procfile, String dryccpath) {
        var text = new StringBuilder();
        files(build, procfile, dryccpath)
                .forEach((name, content) ->
                        text.append("---\n# Source: ").append(name).append('\n').append(content));
        return text.toString();
    }

    /** What there is to save, by name. */
    private static Map<String, String> files(JsonNode build, String procfile, String dryccpath) {
        var files = new LinkedHashMap<String, String>();
        var lines = procfile(build);
        if (!lines.isEmpty()) {
            files.put(procfile, lines);
        }
        for (var group : build.path("dryccfile").path("config").properties()) {
            var values = new StringBuilder();
            group.getValue()
                    .properties()
                    .forEach(value -> values.append(line(
                            group.getKey(), value.getKey(), value.getValue().asString(""))));
            files.put(dryccpath + "/config/" + plain(group.getKey()), values.toString());
        }
        for (var pipeline : build.path("dryccfile").path("pipeline").properties()) {
            files.put(dryccpath + "/" + plain(pipeline.getKey()), Yaml.of(pipeline.getValue()));
        }
        return files;
    }

    private static String line(String group, String name, String value) {
        if (value.indexOf('\n') >= 0) {
            throw new CliProblem(
                    "the value %s of the group %s has several lines, which a file of .drycc/config cannot hold"
                            .formatted(name, group));
        }
        return name + "=" + value + "\n";
    }

    /** The controller is trusted to name files, not to say where they lie. */
    private static String plain(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new CliProblem("the controller named a file that cannot be saved. Nothing was saved.");
        }
        return name;
    }

    private static String procfile(JsonNode build) {
        var lines = new StringBuilder();
        build.path("procfile")
                .properties()
                .forEach(type -> lines.append(type.getKey())
                        .append(": ")
                        .append(type.getValue().asString(""))
                        .append('\n'));
        return lines.toString();
    }

    /** {@code hello-060da68.tar.gz}. */
    static String fileName(JsonNode build, String extension) {
        var sha = build.path("sha").asString("");
        return build.path("app").asString("") + "-" + sha.substring(0, Math.min(7, sha.length())) + extension;
    }

    /** Writes the Procfile and the {@code .drycc} folder; what the build does not have is left alone. */
    void save(JsonNode build, String procfile, String dryccpath) {
        var files = files(build, procfile, dryccpath);
        if (files.isEmpty()) {
            throw new CliProblem("the build has no Procfile and no .drycc folder. Nothing was saved.");
        }
        confirmReplacing(files.keySet().stream()
                .filter(name -> Files.exists(around.path(name), LinkOption.NOFOLLOW_LINKS))
                .toList());
        files.forEach((name, lines) -> {
            var file = around.path(name);
            createFolderOf(file);
            write(file, target -> Files.writeString(target, lines));
        });
        var first = around.path(files.keySet().iterator().next());
        terminal.show(Json.object().put("path", first.toString()), () -> "done\n");
    }

    private static void createFolderOf(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new CliProblem("cannot write " + file + ": " + e.getMessage() + ". Nothing was changed.", e);
        }
    }

    /**
     * Writes what the controller sends, such as the source archive.
     *
     * @param nameOfType the file's name by the media type
     */
    void document(String what, Supplier<Download> source, UnaryOperator<String> nameOfType) {
        try (var document = source.get()) {
            var name = nameOfType.apply(document.type());
            var file = file(name);
            terminal.progress(
                    "Fetching the " + what,
                    () -> {
                        write(file, target -> Files.copy(document.body(), target));
                        return file;
                    },
                    done -> "done, wrote " + name);
            terminal.show(Json.object().put("path", file.toString()), () -> "");
        } catch (IOException e) {
            throw new CliProblem("the stream from the controller broke: " + e.getMessage(), e);
        }
    }

    private Path file(String name) {
        var file = around.path(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            confirmReplacing(List.of(name));
        }
        return file;
    }

    private void confirmReplacing(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        var answer = confirm;
        if (answer == null) {
            terminal.aside("""
                     !    WARNING: Potentially Destructive Action
                    %s
                     !    To proceed, type "yes" or re-run this command with --confirm=yes
                    """.formatted(names.stream()
                    .map(name -> " !    " + name + " is there already and will be replaced")
                    .collect(Collectors.joining("\n"))));
            answer = terminal.ask("> ");
        }
        if (!answer.equals("yes")) {
            throw new CliProblem("The answer is not \"yes\". Nothing was changed.");
        }
    }

    private interface Content {
        void into(Path target) throws IOException;
    }

    /** What is there stays as it is until all of it has come. */
    private static void write(Path file, Content content) {
        var part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try {
                content.into(part);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CliProblem("cannot write " + file + ": " + e.getMessage() + ". Nothing was changed.", e);
        }
    }
}
