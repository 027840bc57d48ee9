package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.http.Answer;
import cc.drycc.cli.http.Api;
import cc.drycc.cli.http.Json;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names of its own that an app answers to (seed 5.14). */
@Command(name = "domains", description = "manage and assign domain names to your applications")
public final class Domains extends AppSession implements Runnable {

    public Domains(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "list domains bound to an application")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var domains = api().list(appPath("/domains/") + limit(limit));
        terminal().show(domains, () -> {
            if (domains.path("results").isEmpty()) {
                return "No domains found in %s app.\n".formatted(app());
            }
            var table = terminal().table("APP", "OWNER", "PTYPE", "CREATED", "UPDATED", "DOMAIN");
            domains.path("results")
                    .forEach(domain -> table.row(
                            domain.path("app").asString(""),
                            domain.path("owner").asString(""),
                            domain.path("ptype").asString(""),
                            domain.path("created").asString(""),
                            domain.path("updated").asString(""),
                            domain.path("domain").asString("")));
            return table.toString();
        });
        return 0;
    }

    @Command(name = "add", description = "bind a domain to an application")
    int add(
            @Parameters(paramLabel = "DOMAIN", description = "such as www.example.com, or *.example.com") String domain,
            @Option(
                            names = {"-p", "--ptype"},
                            defaultValue = "web",
                            paramLabel = "PTYPE",
                            description = "the process type it leads to (default web)")
                    String type) {
        var body = Json.object().put("domain", domain).put("ptype", type);
        return say("Adding %s to %s".formatted(domain, app()), () -> api().post(appPath("/domains/"), body));
    }

    @Command(name = "remove", description = "unbind a domain from an application")
    int remove(@Parameters(paramLabel = "DOMAIN", description = "as `drycc domains list` shows it") String domain) {
        return say(
                "Removing %s from %s".formatted(domain, app()),
                () -> api().delete(appPath("/domains/" + Api.segment(domain))));
    }

    private int say(String what, Supplier<Answer> change) {
        var answer = terminal().progress(what, change, done -> "done");
        terminal().show(answer.body(), () -> "");
        return 0;
    }
}
