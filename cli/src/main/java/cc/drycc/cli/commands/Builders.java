package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which ways there are to build an app (seed 003). */
@Command(name = "builders", description = "see the ways there are to build an application")
public final class Builders extends Session implements Runnable {

    public Builders(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        list(null);
    }

    @Command(name = "list", description = "list what DRYCC_STACK can be")
    int list(
            @Option(
                            names = {"-l", "--limit"},
                            paramLabel = "ROWS",
                            description = "the maximum number of rows")
                    @Nullable Integer limit) {
        var listing = api().list("/v2/builders/" + limit(limit));
        terminal().show(listing, () -> {
            var table = terminal().table("NAME", "VERSION", "ORIGIN", "SUPPORTS");
            listing.path("results").forEach(builder -> {
                var problem = builder.path("problem").asString("");
                table.row(
                        builder.path("name").asString(""),
                        builder.path("version").asString(""),
                        builder.path("origin").asString(""),
                        problem.isEmpty() ? builder.path("supports").asString("") : problem);
            });
            return table.toString();
        });
        return 0;
    }
}
