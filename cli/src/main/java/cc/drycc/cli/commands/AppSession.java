package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.git.Git;
import cc.drycc.cli.http.Api;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command about one app has besides: the app. */
public class AppSession extends Session {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    @Option(
            names = {"-a", "--app"},
            scope = ScopeType.INHERIT,
            paramLabel = "APP",
            description = "The uniquely identifiable name for the application (default: that of the git remote drycc,"
                    + " DRYCC_APP, the folder's name)")
    private @Nullable String given;

    private @Nullable String app;

    AppSession(Surroundings around) {
        super(around);
    }

    Git git() {
        return new Git(around().folder());
    }

    Optional<String> givenApp() {
        return Optional.ofNullable(given);
    }

    /** The app: {@code -a}, else the git remote, else {@code DRYCC_APP}, else the folder's name. */
    String app() {
        if (app == null) {
            app = givenApp()
                    .map(AppSession::checked)
                    .or(() -> git().appOfRemote())
                    .or(() -> around().variable("DRYCC_APP").map(AppSession::checked))
                    .orElseGet(this::appOfFolder);
        }
        return app;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new WrongUsage("\"" + name + "\" is not the name of an app: lower-case letters, digits and hyphens");
        }
        return name;
    }

    private String appOfFolder() {
        return Optional.ofNullable(around().folder().getFileName())
                .map(Path::toString)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> NAME.matcher(name).matches())
                .orElseThrow(
                        () -> new WrongUsage("which app? There is no git remote drycc here; give its name with --app"));
    }

    /** {@code /v2/apps/APP} and what follows. */
    String appPath(String rest) {
        return "/v2/apps/" + Api.segment(app()) + rest;
    }
}
