package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** Who logs in at the private registry an app's image comes from (seed 5.4). */
@Command(name = "registry", description = "manage private registry information for your application")
public final class Registry extends SectionSession {

    @Option(
            names = {"-p", "--ptype"},
            scope = ScopeType.INHERIT,
            paramLabel = "PTYPE",
            description = "the process type (default web, which serves all)")
    private @Nullable String type;

    public Registry(Surroundings around) {
        super(around, "registry");
    }

    @Command(name = "list", description = "list registry info for an app")
    int list() {
        return show();
    }

    @Override
    String text(JsonNode config) {
        if (isEmpty(config)) {
            return "No registry logins found in %s app.\n".formatted(app());
        }
        var table = terminal().table("PTYPE", "USERNAME", "PASSWORD");
        each(
                config,
                (each, login) -> table.row(
                        each,
                        login.path("username").asString(""),
                        login.path("password").asString("")));
        return table.toString();
    }

    @Command(name = "set", description = "set registry info for an app")
    int set(
            @Parameters(index = "0", paramLabel = "USERNAME") String username,
            @Parameters(
                            index = "1",
                            arity = "0..1",
                            paramLabel = "PASSWORD",
                            description =
                                    "or a token; asked for when it is not given, so that it stays out of the history")
                    @Nullable String password) {
        var secret = password == null ? terminal().askPassword("password: ") : password;
        return change(
                "Applying registry information",
                done -> "done",
                (section, name) ->
                        section.putObject(ptype()).put("username", username).put("password", secret));
    }

    @Command(name = "unset", description = "unset registry info for an app")
    int unset() {
        return change("Applying registry information", done -> "done", (section, name) -> section.putNull(ptype()));
    }

    private String ptype() {
        return type == null ? WEB : type;
    }
}
