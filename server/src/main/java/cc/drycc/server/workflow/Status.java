package cc.drycc.server.workflow;

import cc.drycc.server.engines.EngineAddress;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Roles, addresses, version, uptime, memory. Exit code 1 when the platform does not run. */
@Command(name = "status", description = "Show roles, addresses, version, uptime and memory; exit code 1 when down.")
final class Status implements Callable<Integer> {

    @ParentCommand
    private Workflow workflow = new Workflow();

    @Option(names = "--quiet", description = "Only the exit code.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        var settings = workflow.settings();
        var home = PlatformHome.at(settings.home());
        var server = new ServerProcess(home).running();
        if (quiet) {
            return server.isPresent() ? 0 : 1;
        }
        System.out.println("Drycc Workflow " + Version.TEXT + " in " + home.root());
        if (server.isEmpty()) {
            System.out.println("State:  down; start it with: bin/workflow up --home " + home.root());
            return 1;
        }
        var up = server.get().info().startInstant().map(start -> Duration.between(start, Instant.now()));
        System.out.println("State:  " + (new ServerProcess(home).isReady() ? "up" : "starting") + " for "
                + up.map(Status::words).orElse("?") + ", pid " + server.get().pid());
        System.out.println(
                new Addresses(settings).text().replace(":  ", ":    ").replace("Apps: ", "Apps:   "));
        System.out.println("Roles:  controller, gitserver, imagebuilder, deployer, edge");
        System.out.println(
                "Engine: " + EngineAddress.remembered(home).map(URI::toString).orElse("?"));
        long serverKilobytes = resident(server.get().pid());
        var postgres = EmbeddedPostgres.runningPid(home);
        var memory = "server " + serverKilobytes / 1024 + " MB";
        if (postgres.isPresent()) {
            long database = Stream.concat(
                            Stream.of(postgres.get()), postgres.get().descendants())
                    .mapToLong(process -> proportional(process.pid()))
                    .sum();
            memory += ", PostgreSQL " + database / 1024 + " MB";
        }
        System.out.println("Memory: " + memory);
        return 0;
    }

    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    /** Resident set in kB. */
    private static long resident(long pid) {
        return field(Path.of("/proc/" + pid + "/status"), "VmRSS:");
    }

    /** Proportional set in kB: PostgreSQL's processes share memory that must be counted once. */
    private static long proportional(long pid) {
        return field(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
    }

    private static long field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).replace("kB", "").strip())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
