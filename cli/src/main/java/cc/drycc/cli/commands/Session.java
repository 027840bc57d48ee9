package cc.drycc.cli.commands;

import cc.drycc.cli.git.Git;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.profile.Profile;
import cc.drycc.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command has: the profile, the form of the output, the app. */
public class Session {

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "PROFILE",
            description = "Profile: a path, or NAME for ~/.drycc/NAME.json (default: DRYCC_PROFILE, else client).")
    private @Nullable String config;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORM",
            description = "text or json (default text).")
    private Terminal.@Nullable Form output;

    @Option(
            names = {"-a", "--app"},
            scope = ScopeType.INHERIT,
            paramLabel = "APP",
            description = "The app (default: the git remote drycc, DRYCC_APP, the folder's name).")
    private @Nullable String app;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    private @Nullable Terminal terminal;

    Terminal terminal() {
        if (terminal == null) {
            terminal = new Terminal(output == null ? Terminal.Form.TEXT : output);
        }
        return terminal;
    }

    Path profileFile() {
        return Profile.file(Optional.ofNullable(config), System.getenv());
    }

    Profile profile() {
        return Profile.load(profileFile());
    }

    Api api() {
        return Api.as(profile());
    }

    Optional<String> givenApp() {
        return Optional.ofNullable(app);
    }

    /** The app: {@code -a}, else the git remote, else {@code DRYCC_APP}, else the folder's name. */
    String app() {
        return givenApp()
                .or(Git::appOfRemote)
                .or(() -> Optional.ofNullable(System.getenv("DRYCC_APP")).filter(name -> !name.isBlank()))
                .orElseGet(() ->
                        Path.of("").toAbsolutePath().getFileName().toString().toLowerCase(Locale.ROOT));
    }

    /** {@code /v2/apps/APP} and what follows. */
    String appPath(String rest) {
        return "/v2/apps/" + Api.segment(app()) + rest;
    }

    /** {@code ?limit=N} when the user or the profile says so. */
    String limit(int given) {
        int limit = given > 0 ? given : profile().responseLimit();
        return limit > 0 ? "?limit=" + limit : "";
    }
}
