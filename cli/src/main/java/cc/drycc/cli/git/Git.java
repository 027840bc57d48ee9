package cc.drycc.cli.git;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository in the working folder. */
public final class Git {

    private static final Pattern APP_URL = Pattern.compile("ssh://[^@/]+@[^/]+/([a-z0-9-]+)(?:\\.git)?");

    private final Path folder;

    /** @param folder the working folder */
    public Git(Path folder) {
        this.folder = folder;
    }

    /** @param all with the blanks around it */
    private record End(int code, String all) {
        String out() {
            return all.strip();
        }
    }

    private Optional<End> run(String... arguments) {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(argv)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(new End(process.waitFor(), out));
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

    /**
     * The files of the working folder and below that git has, or would add; some may be deleted meanwhile. Empty when git
     * is not there, does not know the folder, or ignores all of it: then it says nothing about what belongs to it.
     */
    public Optional<List<String>> files() {
        if (!hasFolder()) {
            return Optional.empty();
        }
        return run("ls-files", "--cached", "--others", "--exclude-standard", "-z")
                .filter(end -> end.code() == 0)
                .map(end -> Stream.of(end.all().split("\0"))
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
    }

    private boolean hasFolder() {
        return run("rev-parse", "--is-inside-work-tree")
                        .filter(end -> end.code() == 0 && end.out().equals("true"))
                        .isPresent()
                && run("check-ignore", "--quiet", ".")
                        .filter(end -> end.code() == 0)
                        .isEmpty();
    }

    /** When what is in the working folder was committed; empty when it was not, or was changed since. */
    public Optional<Instant> timeOfCleanCommit() {
        if (!hasFolder()) {
            return Optional.empty();
        }
        return run("--no-optional-locks", "status", "--porcelain", "--", ".")
                .filter(end -> end.code() == 0 && end.out().isEmpty())
                .flatMap(clean -> run("log", "-1", "--format=%ct"))
                .filter(end -> end.code() == 0 && end.out().matches("[0-9]{1,18}"))
                .map(end -> Instant.ofEpochSecond(Long.parseLong(end.out())));
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
