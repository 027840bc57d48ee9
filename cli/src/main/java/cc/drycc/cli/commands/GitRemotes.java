package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The git remote that leads to an app (seed 5.1). */
@Command(name = "git", description = "manage git remotes of applications")
public final class GitRemotes extends AppSession {

    public GitRemotes(Surroundings around) {
        super(around);
    }

    @Command(name = "remote", description = "add the git remote of an application to the repository")
    int remote(
            @Option(
                            names = {"-r", "--remote"},
                            defaultValue = "drycc",
                            description = "its name (default drycc)")
                    String name,
            @Option(
                            names = {"-f", "--force"},
                            description = "replace one that leads elsewhere")
                    boolean force) {
        if (!git().inRepository()) {
            throw new CliProblem("this folder is not in a git repository; make one with: git init");
        }
        var url = gitUrl();
        var present = git().remoteUrl(name);
        if (present.filter(url::equals).isPresent()) {
            terminal().line("Remote " + name + " already exists and is correctly configured for app " + app() + ".");
            return 0;
        }
        if (present.isPresent() && !force) {
            throw new CliProblem("remote %s already exists and leads to %s, not to %s; replace it with --force"
                    .formatted(name, present.get(), url));
        }
        git().setRemote(name, url);
        terminal().line("Git remote " + name + " successfully created for app " + app() + ".");
        return 0;
    }

    @Command(name = "remove", description = "remove the git remotes of an application from the repository")
    int remove() {
        git().removeRemotes(gitUrl());
        terminal().line("Git remotes for app " + app() + " removed.");
        return 0;
    }

    private String gitUrl() {
        return api().get(appPath("/")).path("git_url").asString("");
    }
}
