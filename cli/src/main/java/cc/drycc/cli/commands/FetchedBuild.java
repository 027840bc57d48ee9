package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Supplier;
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

    /** The Procfile as the reference's client shows it. */
    static String text(JsonNode build, String procfile) {
        var lines = procfile(build);
        return lines.isEmpty() ? "" : "---\n# Source: " + procfile + "\n" + lines;
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
    static String archiveName(JsonNode build) {
        var sha = build.path("sha").asString("");
        return build.path("app").asString("") + "-" + sha.substring(0, Math.min(7, sha.length())) + ".tar.gz";
    }

    /** Writes the Procfile; a build without one leaves the file alone. */
    void save(JsonNode build, String procfile) {
        var lines = procfile(build);
        if (lines.isEmpty()) {
            throw new CliProblem("the build has no Procfile. Nothing was saved.");
        }
        var file = file(procfile);
        write(file, target -> Files.writeString(target, lines));
        terminal.show(Json.object().put("path", file.toString()), () -> "done\n");
    }

    /** Writes the source archive. */
    void archive(String name, Supplier<InputStream> source) {
        var file = file(name);
        terminal.progress(
                "Fetching the source",
                () -> {
                    write(file, target -> {
                        try (var archive = source.get()) {
                            Files.copy(archive, target);
                        }
                    });
                    return file;
                },
                done -> "done, wrote " + name);
        terminal.show(Json.object().put("path", file.toString()), () -> "");
    }

    private Path file(String name) {
        var file = around.path(name);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            confirmReplacing(name);
        }
        return file;
    }

    private void confirmReplacing(String name) {
        var answer = confirm;
        if (answer == null) {
            terminal.aside("""
                     !    WARNING: Potentially Destructive Action
                     !    %s is there already and will be replaced
                     !    To proceed, type "yes" or re-run this command with --confirm=yes
                    """.formatted(name));
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
