package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Certificates;
import cc.drycc.cli.profile.Profile;
import cc.drycc.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command has: the profile, the form of the output, the controller. */
public class Session implements AutoCloseable {

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "PROFILE",
            description = "Profile: a path, or NAME for ~/.drycc/NAME.json (default: DRYCC_PROFILE, else client)")
    private @Nullable String config;

    @Option(
            names = {"-o", "--output"},
            scope = ScopeType.INHERIT,
            paramLabel = "FORM",
            description = "text, json or yaml (default text)")
    private Terminal.@Nullable Form output;

    private final Surroundings around;
    private final List<Api> opened = new ArrayList<>();
    private @Nullable Terminal terminal;
    private @Nullable Profile profile;
    private @Nullable Api api;

    Session(Surroundings around) {
        this.around = around;
    }

    Surroundings around() {
        return around;
    }

    Terminal terminal() {
        if (terminal == null) {
            terminal = new Terminal(output == null ? Terminal.Form.TEXT : output, around);
        }
        return terminal;
    }

    Path profileFile() {
        return Profile.file(Optional.ofNullable(config), around);
    }

    Profile profile() {
        if (profile == null) {
            profile = Profile.load(profileFile());
        }
        return profile;
    }

    /** The controller, as the logged-in user. */
    Api api() {
        if (api == null) {
            var user = profile();
            var certificates = user.sslVerify() ? Certificates.CHECKED : Certificates.UNCHECKED;
            api = open(user.controller(), Optional.of(user.token()), certificates);
        }
        return api;
    }

    /** A controller nobody is logged in to yet. */
    Api anonymous(String controller, Certificates certificates) {
        return open(controller, Optional.empty(), certificates);
    }

    private Api open(String controller, Optional<String> token, Certificates certificates) {
        var made = Api.of(controller, token, certificates, around);
        opened.add(made);
        return made;
    }

    /** {@code ?limit=N} when the user or the profile says so. */
    String limit(@Nullable Integer given) {
        if (given != null && given < 1) {
            throw new WrongUsage("--limit takes a number of rows, 1 or more");
        }
        int limit = given != null ? given : profile().responseLimit();
        return limit > 0 ? "?limit=" + limit : "";
    }

    /** Lets the connections go. */
    @Override
    public void close() {
        opened.forEach(Api::close);
    }
}
