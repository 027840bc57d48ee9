package cc.drycc.e2e.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account, a home folder, a profile of the {@code drycc} command and an SSH key. */
public final class Person {

    private final Platform platform;
    private final String name;
    private final Path home;

    private Person(Platform platform, String name) {
        this.platform = platform;
        this.name = name;
        try {
            this.home = Files.createDirectories(
                    platform.folder().resolve("people").resolve(name + "-" + UUID.randomUUID()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers a new account and uploads a key. */
    public static Person register(Platform platform, String name) {
        var person = new Person(platform, name);
        person.drycc(
                        "register",
                        platform.controller(),
                        "--username=" + name,
                        "--password=pass-" + name + "-word",
                        "--email=" + name + "@example.com")
                .ok();
        person.uploadKey();
        return person;
    }

    /** Logs in to an account that exists and uploads a key. */
    public static Person loggedIn(Platform platform, String name, String password) {
        var person = new Person(platform, name);
        person.drycc("login", platform.controller(), "--username=" + name, "--password=" + password)
                .ok();
        person.uploadKey();
        return person;
    }

    private void uploadKey() {
        Command.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        name + "-" + UUID.randomUUID(),
                        "-f",
                        key().toString())
                .run()
                .ok();
        drycc("keys", "add", key() + ".pub").ok();
    }

    public String name() {
        return name;
    }

    public Path home() {
        return home;
    }

    private Path key() {
        return home.resolve("id_ed25519");
    }

    /** The {@code drycc} command as this person. */
    public Command.Result drycc(String... arguments) {
        return dryccCommand(arguments).run();
    }

    public Command dryccCommand(String... arguments) {
        return Command.of(Platform.checkout().resolve("bin/drycc").toString())
                .with(arguments)
                .env("HOME", home.toString())
                .in(home)
                .within(Duration.ofMinutes(5));
    }

    /** What git needs to find this person's key and to accept the platform's host key on first use. */
    public Map<String, String> gitEnvironment() {
        return Map.of(
                "HOME",
                home.toString(),
                "GIT_SSH_COMMAND",
                "ssh -i " + key() + " -o IdentitiesOnly=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="
                        + home.resolve("known_hosts") + " -o LogLevel=ERROR",
                "GIT_TERMINAL_PROMPT",
                "0",
                "GIT_AUTHOR_NAME",
                name,
                "GIT_AUTHOR_EMAIL",
                name + "@example.com",
                "GIT_COMMITTER_NAME",
                name,
                "GIT_COMMITTER_EMAIL",
                name + "@example.com");
    }

    /** Creates an app and a repository for it whose first commit is the hello app. */
    public Repository app(String app) {
        drycc("create", app, "--no-remote").ok();
        return new Repository(platform, this, app, home.resolve(app));
    }

    /** A repository whose remote is an app this person did not create. */
    public Repository repositoryFor(String app) {
        return new Repository(platform, this, app, home.resolve(app));
    }
}
