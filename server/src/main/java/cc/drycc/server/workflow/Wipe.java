package cc.drycc.server.workflow;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.engines.EngineAddress;
import cc.drycc.server.engines.FirewallRules;
import cc.drycc.server.engines.PodmanService;
import cc.drycc.server.engines.WipeEngine;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Removes the platform, its apps and its data, and nothing else. */
@Command(name = "wipe", description = "Remove the platform, its apps and its data, and nothing else.")
final class Wipe implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = PlatformHome.at(workflow.settings().home());
        if (!home.exists()) {
            System.out.println("There is no platform in " + home.root() + ".");
            return 0;
        }
        if (!yes && !confirmed(home)) {
            throw new ServerProblem("not confirmed; nothing was removed");
        }
        remove(home);
        System.out.println("Removed the platform in " + home.root() + ".");
        return 0;
    }

    /** Stops what runs of it and removes its containers, images, networks and folder. */
    static void remove(PlatformHome home) throws IOException, InterruptedException {
        new ServerProcess(home).stop();
        EmbeddedPostgres.stopLeftOver(home);
        FirewallRules.remove(home);
        var podman = new PodmanService(home);
        if (podman.exists()) {
            podman.wipe();
        } else {
            var engine = EngineAddress.remembered(home).or(() -> EngineAddress.offered(Map.copyOf(System.getenv())));
            if (engine.isPresent()) {
                WipeEngine.of(engine.get(), home);
            }
        }
        unmountBelow(home.root());
        int removed = new ProcessBuilder("rm", "-rf", "--", home.root().toString())
                .inheritIO()
                .start()
                .waitFor();
        if (removed != 0) {
            throw new ServerProblem("cannot remove " + home.root() + "; see the lines above");
        }
    }

    /** What a build that was killed has left mounted would keep the folder. */
    private static void unmountBelow(Path folder) throws IOException, InterruptedException {
        var mounts = Path.of("/proc/self/mounts");
        if (!Files.isReadable(mounts)) {
            return;
        }
        var below = Files.readAllLines(mounts).stream()
                .map(line -> line.split(" ", -1)[1])
                .filter(point -> point.startsWith(folder + "/"))
                .toList();
        for (String point : below.reversed()) {
            new ProcessBuilder("umount", point).inheritIO().start().waitFor();
        }
    }

    private static boolean confirmed(PlatformHome home) {
        System.out.print("This removes every app and all data of the platform in " + home.root()
                + ".\nType its folder's name (" + home.root().getFileName() + ") to go on: ");
        System.out.flush();
        var answer = new Scanner(System.in, StandardCharsets.UTF_8);
        return answer.hasNextLine()
                && answer.nextLine().strip().equals(home.root().getFileName().toString());
    }
}
