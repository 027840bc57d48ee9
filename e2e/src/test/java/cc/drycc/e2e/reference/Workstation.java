package cc.drycc.e2e.reference;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A shell in a repository, where {@code drycc} is the reference command line and a browser only notes what it opens. */
public final class Workstation {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String PRELUDE = """
            pod() { drycc ps list | awk -v type="$1" '$4 == type && $3 == "up" { print $1; exit }'; }
            """;

    /** What no good answer makes it print. */
    private static final Pattern NEVER = Pattern.compile(
            "panic:|<nil>|%!|0001-01-01|1970-01-01|cannot unmarshal|invalid character|API versions do not match");

    private final Platform platform;
    private final Repository repository;
    private final Path home;

    /** @param client the reference command line */
    public Workstation(Platform platform, Repository repository, Path client) throws IOException {
        this.platform = platform;
        this.repository = repository;
        this.home = Files.createDirectories(repository.person().home().resolve("reference"));
        Files.createDirectories(home.resolve(".drycc")); // it does not make this folder itself
        var bin = Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("drycc"), client.toAbsolutePath());
        var browser = Files.writeString(bin.resolve("xdg-open"), "#!/bin/sh\nprintf '%s' \"$1\" >~/opened\n");
        browser.toFile().setExecutable(true);
        repository.git("remote", "remove", "drycc").ok();
    }

    /** Runs a line. */
    public Command.Result run(String line) {
        // its remotes always name port 2222 of the host PLATFORM-builder, which DNS would lead here
        var ssh = repository.person().gitEnvironment().get("GIT_SSH_COMMAND") + " -o HostName=127.0.0.1 -p "
                + platform.sshPort();
        return Command.of("bash", "-c", PRELUDE + line)
                .in(repository.folder())
                .env(repository.person().gitEnvironment())
                .env(Map.of(
                        "GIT_SSH_COMMAND",
                        ssh,
                        "HOME",
                        home.toString(),
                        "PATH",
                        home.resolve("bin") + ":" + System.getenv("PATH"),
                        "LANG",
                        "en_US.UTF-8",
                        "NO_PROXY",
                        "*"))
                .within(PATIENCE)
                .run();
    }

    /** Runs a command; what was not as written, if anything. */
    public Optional<String> wrong(Life.Step.Typed typed) {
        var result = run(typed.command());
        var said = result.all().replace("\r", "");
        boolean well = result.exitCode() == 0;
        if (well != (typed.ending() == Life.Ending.WELL)) {
            return Optional.of("exit code " + result.exitCode() + "\n" + said);
        }
        if (NEVER.matcher(said).find()) {
            return Optional.of("printed what no good answer makes it print\n" + said);
        }
        return typed.said().stream()
                .filter(phrase -> !phrase.matcher(said).find())
                .findFirst()
                .map(phrase -> "not said: " + phrase + "\n" + said);
    }
}
