package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** SSH keys of the user (seed 4.3). */
@Command(name = "keys", description = "manage ssh keys for `git push` deployments")
public final class Keys extends Session implements Runnable {

    public Keys(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "list SSH keys for the logged in user")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var keys = api().list("/v2/keys/" + limit(limit));
        terminal().show(keys, () -> {
            if (keys.path("results").isEmpty()) {
                return "No keys found; upload one with: drycc keys add FILE\n";
            }
            var table = terminal().table("ID", "OWNER", "KEY");
            keys.path("results")
                    .forEach(key -> table.row(
                            key.path("id").asString(""),
                            key.path("owner").asString(""),
                            shortened(key.path("public").asString(""))));
            return table.toString();
        });
        return 0;
    }

    private static String shortened(String key) {
        return key.length() < 30 ? key : key.substring(0, 16) + "..." + key.substring(key.length() - 10);
    }

    @Command(name = "add", description = "add an SSH key")
    int add(
            @Parameters(paramLabel = "[NAME] FILE", arity = "1..2", description = "the public key")
                    List<String> words) {
        var file = around().path(words.getLast());
        var key = read(file);
        var name = words.size() == 2 ? words.getFirst() : nameOf(key, file);
        var answer = terminal()
                .progress(
                        "Uploading " + file.getFileName() + " to drycc",
                        () -> api().post(
                                        "/v2/keys/",
                                        Json.object().put("id", name).put("public", key)),
                        done -> "done");
        terminal().show(answer.body(), () -> "");
        return 0;
    }

    private static String read(Path file) {
        try {
            var text = Files.readString(file).strip();
            if (text.contains("PRIVATE KEY")) {
                throw new CliProblem(file + " is a private key: give the public one, " + file + ".pub");
            }
            return text;
        } catch (IOException e) {
            throw new CliProblem("cannot read " + file + "; make a key with: ssh-keygen -t ed25519", e);
        }
    }

    private static String nameOf(String key, Path file) {
        var words = key.split("\\s+", 3);
        if (words.length == 3 && !words[2].isBlank()) {
            return words[2].strip();
        }
        var name = file.getFileName().toString();
        return name.endsWith(".pub") ? name.substring(0, name.length() - 4) : name;
    }

    @Command(name = "remove", description = "remove an SSH key")
    int remove(@Parameters(paramLabel = "ID", description = "as `drycc keys list` shows it") String id) {
        terminal()
                .progress(
                        "Removing " + id + " SSH Key",
                        () -> api().delete("/v2/keys/" + Api.segment(id)),
                        answer -> "done");
        terminal().show(Json.object().put("id", id), () -> "");
        return 0;
    }
}
