package cc.drycc.cli.profile;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.ControllerUrl;
import cc.drycc.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Who is logged in where (seed 4.1). The file holds a token: readable by its owner only.
 *
 * @param username the account
 * @param controller its URL without a trailing slash
 * @param token what requests are signed with
 * @param sslVerify whether certificates are checked
 * @param responseLimit rows of a list when the user does not say; 0 leaves it to the controller
 */
public record Profile(String username, String controller, String token, boolean sslVerify, int responseLimit) {

    /**
     * Where a profile lies: {@code -c} before {@code DRYCC_PROFILE} before {@code ~/.drycc/client.json}. A value with a
     * slash or ending in {@code .json} is a path, any other a name: {@code ~/.drycc/NAME.json}.
     */
    public static Path file(Optional<String> flag, Surroundings around) {
        var home = Path.of(around.variable("HOME").orElseGet(() -> System.getProperty("user.home")));
        var chosen = flag.filter(value -> !value.isBlank())
                .or(() -> around.variable("DRYCC_PROFILE"))
                .orElse("client");
        if (chosen.startsWith("~/")) {
            return home.resolve(chosen.substring(2));
        }
        if (chosen.contains("/") || chosen.endsWith(".json")) {
            return around.path(chosen);
        }
        return home.resolve(".drycc").resolve(chosen + ".json");
    }

    /** @throws CliProblem when nobody is logged in there, or the file cannot be read */
    public static Profile load(Path file) {
        try {
            var json = Json.parse(Files.readString(file));
            return new Profile(
                    json.path("username").asString(""),
                    ControllerUrl.of(json.path("controller").asString("")),
                    token(json.path("token").asString("")),
                    json.path("ssl_verify").asBoolean(true),
                    json.path("response_limit").asInt(0));
        } catch (NoSuchFileException e) {
            throw new CliProblem("nobody is logged in (" + file + "); use: drycc login <controller>", e);
        } catch (IOException | JacksonException | IllegalArgumentException | WrongUsage e) {
            throw new CliProblem("cannot read the profile " + file + "; log in again: drycc login <controller>", e);
        }
    }

    private static String token(String text) {
        if (!text.matches("[!-~]+")) {
            throw new IllegalArgumentException("not a token");
        }
        return text;
    }

    /** Writes the profile, whole or not at all. */
    public void save(Path file) {
        try {
            var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            var json = Json.object()
                    .put("username", username)
                    .put("ssl_verify", sslVerify)
                    .put("controller", controller)
                    .put("token", token)
                    .put("response_limit", responseLimit);
            PrivateFile.replace(file, Json.pretty(json) + "\n");
        } catch (IOException e) {
            throw new CliProblem("cannot write the profile " + file + ": " + e.getMessage(), e);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return username + " at " + controller;
    }
}
