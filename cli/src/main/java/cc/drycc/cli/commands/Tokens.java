package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.WrongUsage;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Certificates;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.terminal.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tokens of the user, for programs that call the API (seed 5.7). */
@Command(name = "tokens", description = "manage tokens programs call the controller with")
public final class Tokens extends Session implements Runnable {

    private static final String YES = "yes";
    private static final int LONGEST_ALIAS = 32;

    public Tokens(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "list tokens of the logged in user")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var tokens = api().list("/v2/tokens/" + limit(limit));
        terminal().show(tokens, () -> {
            // the column of the guide's table only when there is something in it
            boolean expiring = tokens.path("results")
                    .valueStream()
                    .anyMatch(token -> token.path("expires").isString());
            var columns = List.of("UUID", "OWNER", "ALIAS", "KEY", "CREATED", "UPDATED", "EXPIRES");
            int shown = expiring ? columns.size() : columns.size() - 1;
            var table = terminal().table(columns.subList(0, shown).toArray(String[]::new));
            tokens.path("results")
                    .forEach(token -> table.row(row(token).subList(0, shown).toArray(String[]::new)));
            return table.toString();
        });
        return 0;
    }

    private static List<String> row(JsonNode token) {
        return List.of(
                token.path("uuid").asString(""),
                token.path("owner").asString(""),
                alias(token.path("alias").asString("")),
                token.path("fuzzy_key").asString(""),
                token.path("created").asString(""),
                token.path("updated").asString(""),
                token.path("expires").asString("<never>"));
    }

    private static String alias(String alias) {
        return alias.isEmpty() ? "<none>" : alias;
    }

    @Command(name = "add", description = "make a token, which is shown once")
    int add(
            @Parameters(paramLabel = "ALIAS", description = "what to call it, at most 32 characters") String alias,
            @Option(
                            names = {"-u", "--username"},
                            description = "whose it is (default: the logged in user)")
                    @Nullable String username,
            @Option(
                            names = {"-p", "--password"},
                            description = "their password; asked for, or read from standard input, without it")
                    @Nullable String password,
            @Option(
                            names = {"-e", "--expires"},
                            paramLabel = "SECONDS",
                            description = "how long it is worth something (default: until it is removed)")
                    @Nullable Integer expires,
            @Option(names = "--confirm", paramLabel = YES, description = "the word yes, instead of being asked")
                    @Nullable String confirm) {
        if (expires != null && expires < 1) {
            throw new WrongUsage("--expires takes a number of seconds from 1");
        }
        if (alias.isBlank() || alias.length() > LONGEST_ALIAS) {
            throw new WrongUsage("ALIAS takes 1 to " + LONGEST_ALIAS + " characters");
        }
        var user = username != null ? username : profile().username();
        if (!confirmed(confirm, """
                 !    WARNING: Make sure to copy your token now.
                 !    You won't be able to see it again, please confirm whether to continue.
                 !    To proceed, type "yes" !
                """)) {
            throw new CliProblem("No token was made for " + user + ".");
        }
        var secret = password != null ? password : terminal().askPassword("password: ");
        var certificates = profile().sslVerify() ? Certificates.CHECKED : Certificates.UNCHECKED;
        var api = anonymous(profile().controller(), certificates);
        var key = api.post(
                        "/v2/auth/login/", Json.object().put("username", user).put("password", secret))
                .body()
                .path("key")
                .asString("");
        var token = api.get("/v2/auth/token/" + Api.segment(key) + "/?alias="
                + URLEncoder.encode(alias, StandardCharsets.UTF_8) + (expires == null ? "" : "&expires=" + expires));
        terminal()
                .show(
                        token,
                        // as wide as it is: the token must be whole
                        () -> new Table("UUID", "USERNAME", "TOKEN")
                                .row(
                                        token.path("uuid").asString(""),
                                        token.path("username").asString(""),
                                        token.path("token").asString(""))
                                .toString());
        return 0;
    }

    @Command(name = "remove", description = "end a token at once")
    int remove(
            @Parameters(paramLabel = "UUID", description = "as `drycc tokens list` shows it") String uuid,
            @Option(names = "--confirm", paramLabel = YES, description = "the word yes, instead of being asked")
                    @Nullable String confirm) {
        if (!confirmed(confirm, """
                 !    WARNING: You cannot undo this action.
                 !    Whatever uses this token will no longer be able to access the controller.
                 !    To proceed, type "yes" !
                """)) {
            throw new CliProblem("The token was not removed.");
        }
        terminal()
                .progress(
                        "Removing token " + uuid,
                        () -> api().delete("/v2/tokens/" + Api.segment(uuid) + "/"),
                        answer -> "done");
        terminal().show(Json.object().put("uuid", uuid), () -> "");
        return 0;
    }

    private boolean confirmed(@Nullable String confirm, String warning) {
        if (confirm != null) {
            return confirm.equals(YES);
        }
        terminal().aside(warning);
        return terminal().ask("> ").equals(YES);
    }
}
