package cc.drycc.gitserver.ssh;

import cc.drycc.engine.AppName;
import cc.drycc.gitserver.GitAccess;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The only two commands there are, matched as a whole: {@code git-receive-pack '/app.git'} and {@code git-upload-pack}, as
 * git clients send them. No option, no second argument, no path.
 *
 * @param access which of the two
 * @param app whose repository
 */
record GitCommandLine(GitAccess access, AppName app) {

    private static final Pattern GRAMMAR = Pattern.compile(
            "git[- ](receive|upload)-pack (?:'/?([a-z0-9-]{1,63})(?:\\.git)?/?'|/?([a-z0-9-]{1,63})(?:\\.git)?)");

    /** Empty for everything that is not exactly one of the two. */
    static Optional<GitCommandLine> parse(String line) {
        var match = GRAMMAR.matcher(line);
        if (!match.matches()) {
            return Optional.empty();
        }
        var name = match.group(2) != null ? match.group(2) : match.group(3);
        if (!AppName.isValid(name)) {
            return Optional.empty();
        }
        var access = match.group(1).equals("receive") ? GitAccess.WRITE : GitAccess.READ;
        return Optional.of(new GitCommandLine(access, new AppName(name)));
    }
}
