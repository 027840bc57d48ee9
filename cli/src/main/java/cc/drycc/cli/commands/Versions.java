package cc.drycc.cli.commands;

import cc.drycc.cli.Surroundings;
import cc.drycc.cli.Version;
import cc.drycc.cli.http.Json;
import cc.drycc.cli.http.ServerVersions;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which versions meet: of this program, and of the controller one is logged in at. */
@Command(name = "version", description = "display client version")
public final class Versions extends Session implements Runnable {

    @Option(
            names = {"-a", "--all"},
            description = "that of the controller too")
    private boolean all;

    public Versions(Surroundings around) {
        super(around);
    }

    @Override
    public void run() {
        var json = Json.object().put("client", Version.CLIENT).put("client_api", Version.API);
        if (!all) {
            terminal().show(json, () -> Version.CLIENT + "\n");
            return;
        }
        var server = server();
        server.ifPresent(versions -> json.put("controller_api", versions.api()).put("platform", versions.platform()));
        var nobody = "unknown: nobody is logged in";
        terminal().show(json, () -> """
                CLI Version:            %s
                CLI API Version:        %s
                Controller API Version: %s
                Platform Version:       %s
                """.formatted(
                        Version.CLIENT,
                        Version.API,
                        server.map(ServerVersions::api).orElse(nobody),
                        server.map(ServerVersions::platform).orElse(nobody)));
    }

    private Optional<ServerVersions> server() {
        return Files.exists(profileFile()) ? Optional.of(api().versions()) : Optional.empty();
    }
}
