package cc.drycc.cli.profile;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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
    public static Path file(Optional<String> flag, Map<String, String> environment) {
        var home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        var chosen = flag.or(() -> Optional.ofNullable(environment.get("DRYCC_PROFILE")))
                .filter(value -> !value.isBlank())
                .orElse("client");
        if (chosen.startsWith("~/")) {
            return home.resolve(chosen.substring(2));
        }
        if (chosen.contains("/") || chosen.endsWith(".json")) {
            return Path.of(chosen).toAbsolutePath();
        }
        return home.resolve(".drycc").resolve(chosen + ".json");
    }

    /** @throws CliProblem when nobody is logged in there, or the file cannot be read */
    public static Profile load(Path file) {
        try {
            var json = new JsonMapper().readTree(Files.readString(file));
            return new Profile(
                    json.path("username").asString(""),
                    json.path("controller").asString(""),
                    json.path("token").asString(""),
                    json.path("ssl_verify").asBoolean(true),
                    json.path("response_limit").asInt(0));
        } catch (NoSuchFileException e) {
            throw new CliProblem("nobody is logged in (" + file + "); use: drycc login <controller>", e);
        } catch (IOException | JacksonException e) {
            throw new CliProblem("cannot read the profile " + file + "; log in again: drycc login <controller>", e);
        }
    }

    /** Writes the profile, whole or not at all. */
    public void save(Path file) {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (!Files.exists(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            var mapper = new JsonMapper();
            var json = mapper.createObjectNode()
                    .put("username", username)
                    .put("ssl_verify", sslVerify)
                    .put("controller", controller)
                    .put("token", token)
                    .put("response_limit", responseLimit);
            var part = Files.createTempFile(
                    folder,
                    ".profile",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
