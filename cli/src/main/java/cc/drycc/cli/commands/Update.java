package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.Version;
import cc.drycc.cli.http.Json;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Says whether this program fits the controller, and how it is updated. It replaces nothing itself: it comes with the
 * platform's source and is built from it.
 */
@Command(name = "update", description = "say whether the client fits the controller, and how to update it")
public final class Update extends Session implements Runnable {

    private static final String HOW =
            "It comes with the platform: update that (git pull where you cloned it) and the next start builds it anew.\n";

    @SuppressWarnings("UnusedVariable") // the guide has it; nothing is replaced without it either
    @Option(
            names = {"-d", "--dry-run"},
            description = "the same: nothing is ever replaced")
    private boolean dryRun;

    public Update(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        var json = Json.object().put("client", Version.CLIENT).put("client_api", Version.API);
        if (!Files.exists(profileFile())) {
            terminal()
                    .show(
                            json,
                            () -> "This is drycc " + Version.CLIENT
                                    + ". Nobody is logged in, so there is no controller to compare it with.\n" + HOW);
            return;
        }
        var server = api().versions();
        json.put("controller_api", server.api()).put("platform", server.platform());
        boolean fits = server.api().equals(Version.API);
        terminal()
                .show(
                        json,
                        () -> "This is drycc %s, which speaks API %s; the controller at %s speaks %s. %s\n%s"
                                .formatted(
                                        Version.CLIENT,
                                        Version.API,
                                        profile().controller(),
                                        server.api(),
                                        fits ? "There is nothing to update." : "They do not match.",
                                        fits ? "" : HOW));
    }
}
