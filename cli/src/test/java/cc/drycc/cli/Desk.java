package cc.drycc.cli;

import cc.drycc.cli.profile.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where somebody types commands: a home, a working folder and an environment of its own. */
public final class Desk {

    private final Path home;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String typed = "";

    /** What came back. */
    public record Said(int exitCode, String out, String err) {}

    private Desk(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
        environment.put("HOME", home.toString());
    }

    /** @param temporary a folder of the test; the working folder is {@code work} in it */
    public static Desk in(Path temporary) {
        try {
            return new Desk(
                    Files.createDirectories(temporary.resolve("home")),
                    Files.createDirectories(temporary.resolve("work")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same desk in another working folder. */
    public Desk at(Path other) {
        var desk = new Desk(home, other);
        desk.environment.putAll(environment);
        return desk;
    }

    public Desk variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What is on standard input of the next commands. */
    public Desk typing(String lines) {
        typed = lines;
        return this;
    }

    /** Logged in as {@code dev}. */
    public Desk loggedInAt(String controller) {
        new Profile("dev", controller, "token-of-dev", true, 0).save(home.resolve(".drycc/client.json"));
        return this;
    }

    public Path home() {
        return home;
    }

    public Path folder() {
        return folder;
    }

    public Surroundings surroundings() {
        return surroundings(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private Surroundings surroundings(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Surroundings(
                Map.copyOf(environment),
                folder,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** {@code drycc WORDS…} */
    public Said drycc(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = new Drycc(surroundings(out, err)).run(List.of(words));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
