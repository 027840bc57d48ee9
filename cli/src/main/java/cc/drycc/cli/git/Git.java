package cc.drycc.cli.git;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The repository in the working folder. */
public final class Git {

    private static final Pattern APP_URL = Pattern.compile("ssh://[^@/]+@[^/]+/([a-z0-9-]+)(?:\\.git)?");

    private final Path folder;

    /** @param folder the working folder */
    public Git(Path folder) {
        this.folder = folder;
    }

    private record End(int code, String out) {}

    private Optional<End> run(String... arguments) {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(argv)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new End(process.waitFor(), out.strip()));
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliProblem("interrupted", e);
        }
    }

    /** Whether the working folder belongs to a repository. */
    public boolean inRepository() {
        return run("rev-parse", "--git-dir").filter(end -> end.code() == 0).isPresent();
    }

    /** The URL of a remote. */
    public Optional<String> remoteUrl(String name) {
        return run("remote", "get-url", "--push", name)
                .filter(end -> end.code() == 0)
                .map(End::out);
    }

    /** Adds a remote, or points the one of this name elsewhere. */
    public void setRemote(String name, String url) {
        var end = remoteUrl(name).isPresent() ? run("remote", "set-url", name, url) : run("remote", "add", name, url);
        if (end.isEmpty() || end.get().code() != 0) {
            throw new CliProblem("git could not set the remote " + name + "; are you in a git repository?");
        }
    }

    /** Removes every remote that leads to this URL; gives their names. */
    public List<String> removeRemotes(String url) {
        var names = run("remote").filter(end -> end.code() == 0).map(End::out).orElse("");
        return names.lines()
                .filter(name -> remoteUrl(name).filter(url::equals).isPresent())
                .filter(name -> run("remote", "remove", name)
                        .filter(end -> end.code() == 0)
                        .isPresent())
                .toList();
    }

    /** The app the remote {@code drycc} leads to. */
    public Optional<String> appOfRemote() {
        return remoteUrl("drycc").flatMap(url -> {
            var match = APP_URL.matcher(url);
            return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
        });
    }
}
