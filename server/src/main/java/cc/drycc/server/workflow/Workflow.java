package cc.drycc.server.workflow;

import cc.drycc.server.ServerProblem;
import cc.drycc.server.ServerSettings;
import cc.drycc.server.settings.Misspelt;
import cc.drycc.server.settings.PlatformSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code bin/workflow}: runs a platform on this machine. Exit codes: 0, 1 with one line on stderr, 2 for wrong usage. */
@Command(
        name = "workflow",
        description = "Runs Drycc Workflow on this machine.",
        mixinStandardHelpOptions = true,
        version = Version.TEXT,
        synopsisSubcommandLabel = "up|down|restart|status|settings|logs|doctor|wipe",
        subcommands = {
            Up.class,
            Down.class,
            Restart.class,
            Status.class,
            Settings.class,
            ShowLogs.class,
            Doctor.class,
            Wipe.class,
        })
public final class Workflow implements Runnable {

    @Option(
            names = "--home",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "Where the platform keeps everything (DRYCC_HOME; default ~/.drycc-workflow).")
    private @Nullable Path home;

    @Option(
            names = "--domain",
            scope = ScopeType.INHERIT,
            paramLabel = "D",
            description = "Apps answer at APP.D (PLATFORM_DOMAIN; default localhost).")
    private @Nullable String domain;

    @Option(
            names = "--http-port",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "Port for apps and the API (DRYCC_HTTP_PORT; default 8080).")
    private @Nullable Integer httpPort;

    @Option(
            names = "--ssh-port",
            scope = ScopeType.INHERIT,
            paramLabel = "N",
            description = "Port for git over SSH (DRYCC_SSH_PORT; default 2222).")
    private @Nullable Integer sshPort;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** The settings of this call. */
    ServerSettings settings() {
        var flags = new ServerSettings.Flags(
                Optional.ofNullable(home),
                Optional.ofNullable(domain),
                Optional.ofNullable(httpPort),
                Optional.ofNullable(sshPort));
        return ServerSettings.from(flags, Map.copyOf(System.getenv()));
    }

    /**
     * The settings of a platform that shall start now. What looks like a misspelt setting is told on stderr.
     *
     * @throws ServerProblem naming the setting that cannot be; nothing was touched
     */
    ServerSettings checked() {
        var environment = Map.copyOf(System.getenv());
        Misspelt.warnings(environment).forEach(warning -> System.err.println("Warning: " + warning));
        PlatformSettings.check(environment);
        return settings();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(),
                "say what to do: up, down, restart, status, settings, logs, doctor or wipe");
    }

    public static void main(String[] arguments) {
        var line = new CommandLine(new Workflow());
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof ServerProblem expected) {
                command.getErr().println("Error: " + expected.getMessage());
                return 1;
            }
            throw problem;
        });
        System.exit(line.execute(arguments));
    }
}
