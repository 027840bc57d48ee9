package cc.drycc.server.buildservice;

import cc.drycc.buildservice.BuildServiceSettings;
import cc.drycc.server.ServerProblem;
import cc.drycc.server.home.PlatformHome;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/buildservice}: runs until SIGTERM. Exit codes: 0, 1 with one line on stderr, 2 for wrong usage. */
@Command(
        name = "buildservice",
        description = "Builds, pushes and purges images: one HTTP call each. Runs until it is stopped.",
        mixinStandardHelpOptions = true,
        version = "buildservice 0.1.0",
        sortOptions = false,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  PORT                              where it listens (8080, or :8080)",
            "  DOCKER_HOST                       the engine; else the usual sockets, 127.0.0.1:4243, or a private Podman",
            "  CACHE_1_PORT_6379_TCP_ADDR, _PORT a Redis for status and logs, and CACHE_PASSWORD; else PostgreSQL",
            "  DRYCC_BUILD_TOKENS                NAME=TOKEN,... who may build; without any it listens on 127.0.0.1 only",
            "  DRYCC_BUILD_OPEN                  true: everybody who can reach it may build",
            "  DRYCC_BUILD_HOST                  the address to listen on",
            "  DRYCC_BUILD_REGISTRY              where image names without a host go (docker.io)",
            "  DRYCC_BUILD_INSECURE_REGISTRIES   registries without a certificate the engine trusts",
            "  DRYCC_BUILD_REFERRERS             false: attach no evidence to images in their registries",
            "  DRYCC_BUILD_ALLOW_ADDRESSES       inner addresses that tarUrl and webhook may name: 10.1.0.0/16,...",
            "  DRYCC_BUILD_PARALLEL              jobs at a time (2)",
            "  DRYCC_BUILD_WAITING, _PER_CLIENT, _PER_MINUTE   quotas (100, 50, 120)",
            "  DRYCC_BUILD_WEBHOOK_SECRET        signs webhooks of orders that bring no secret",
            "  DRYCC_BUILD_KEEP_DAYS             how long ended jobs are remembered (7)",
            "  DRYCC_BUILD_TIMEOUT, _LOG_LIMIT, _MEMORY_LIMIT, _PIDS_LIMIT, _DISK_LIMIT   of one build (900 s, 16 MiB, 2 GiB, 1024, 16 GiB)",
            "  DRYCC_DATABASE_URL                a PostgreSQL; else one of its own",
            "More: docs/build-service.md"
        })
public final class BuildServiceCommand implements Callable<Integer> {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where it keeps everything (DRYCC_HOME; default ~/.drycc-buildservice).")
    private @Nullable Path home;

    @Option(names = "--port", paramLabel = "N", description = "Where it listens (PORT; default 8080).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Map<String, String> environment = new HashMap<>(System.getenv());
        Optional.ofNullable(port).ifPresent(number -> environment.put("PORT", Integer.toString(number)));
        var settings = BuildServiceSettings.from(environment);
        var service = StandaloneBuildService.start(folder(environment), settings, environment);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            stopped.countDown();
        }));
        System.out.println("The build service answers at http://" + settings.host() + ":" + service.port()
                + "/api/v1/build" + (settings.host().equals("127.0.0.1") ? " (this machine only)" : ""));
        stopped.await();
        return 0;
    }

    private PlatformHome folder(Map<String, String> environment) {
        var named = Optional.ofNullable(home)
                .or(() -> Optional.ofNullable(environment.get("DRYCC_HOME"))
                        .filter(text -> !text.isBlank())
                        .map(Path::of));
        return PlatformHome.at(named.orElseGet(() ->
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".drycc-buildservice")));
    }

    public static void main(String[] arguments) {
        var line = new CommandLine(new BuildServiceCommand());
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof ServerProblem || problem instanceof IllegalArgumentException) {
                command.getErr().println("Error: " + problem.getMessage());
                return 1;
            }
            throw problem;
        });
        System.exit(line.execute(arguments));
    }
}
