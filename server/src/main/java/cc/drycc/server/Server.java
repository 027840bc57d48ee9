package cc.drycc.server;

import cc.drycc.buildservice.BuildService;
import cc.drycc.controller.Controller;
import cc.drycc.controller.ControllerSettings;
import cc.drycc.controller.PublicAddress;
import cc.drycc.controller.Surroundings;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.edge.EdgeProblem;
import cc.drycc.edge.EdgeSettings;
import cc.drycc.edge.UndertowRouter;
import cc.drycc.engine.Engine;
import cc.drycc.gitserver.GitServer;
import cc.drycc.gitserver.GitServerProblem;
import cc.drycc.gitserver.GitServerSettings;
import cc.drycc.imagebuilder.BuildImage;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.BuildSettings;
import cc.drycc.imagebuilder.SourceTurns;
import cc.drycc.imagebuilder.addons.FindAddons;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.imagebuilder.registry.RegistrySettings;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.server.buildservice.BuildServiceParts;
import cc.drycc.server.buildservice.BuildServiceRole;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.settings.InForce;
import cc.drycc.server.settings.Misspelt;
import cc.drycc.server.settings.PlatformSettings;
import cc.drycc.server.wiring.Containers;
import cc.drycc.server.wiring.ControllerGate;
import cc.drycc.server.wiring.Database;
import cc.drycc.server.wiring.EdgeRoutes;
import cc.drycc.server.wiring.Objects;
import cc.drycc.server.workflow.FirstPassword;
import cc.drycc.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** All roles in one process. */
public final class Server implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Server.class);

    private static final int WAITING_BUILDS = 100;

    /** What was started, newest first: stopped in that order. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Server() {}

    /** Started by {@code bin/workflow up} with: home, domain, HTTP port, SSH port. Runs until SIGTERM. */
    public static void main(String[] arguments) throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            var settings = new ServerSettings(
                    Path.of(arguments[0]),
                    arguments[1],
                    Integer.parseInt(arguments[2]),
                    Integer.parseInt(arguments[3]));
            var server = start(settings, System.getenv());
            var stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                stopped.countDown();
            }));
            stopped.await();
        } catch (ServerProblem | EdgeProblem | GitServerProblem | IllegalArgumentException expected) {
            System.out.println("Error: " + expected.getMessage());
            System.exit(1);
        } catch (RuntimeException unexpected) {
            log.error("event=start-failed", unexpected);
            System.out.println("Error: " + unexpected.getMessage() + "; the log has more: bin/workflow logs");
            System.exit(1);
        }
    }

    /**
     * Starts everything; returns when the platform is ready.
     *
     * @throws ServerProblem when something cannot start; what had started is stopped again
     */
    public static Server start(ServerSettings settings, Map<String, String> environment) {
        long begin = System.nanoTime();
        PlatformSettings.check(environment);
        LogDetail.from(environment).apply();
        Misspelt.warnings(environment).forEach(warning -> log.warn("event=misspelt-setting warning=\"{}\"", warning));
        var home = PlatformHome.at(settings.home()).prepared();
        home.lock();
        PlatformHome.write(
                home.serverPid(), Long.toString(ProcessHandle.current().pid()));
        InForce.leave(home, environment);
        var server = new Server();
        try {
            server.compose(settings, home, environment);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        PlatformHome.write(home.run().resolve("ready"), java.time.Instant.now().toString());
        log.info("event=ready ms={}", (System.nanoTime() - begin) / 1_000_000);
        return server;
    }

    private void compose(ServerSettings settings, PlatformHome home, Map<String, String> environment) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // what needs nothing starts together
            var database = background(() -> started(Database.open(home, environment)), threads);
            var objects = background(() -> started(Objects.open(home, environment)), threads);
            var edge = started(UndertowRouter.start(EdgeSettings.onPort(settings.httpPort())));
            var routes = new EdgeRoutes(edge, settings.domain());
            var engine = background(() -> containers(home, environment, routes), threads);
            // apps that still run are routed before the controller is there
            var pool = join(database).pool();
            join(engine);
            Controller.publishApps(pool, routes);

            var turns = new BuildQueue(BuildQueue.DEFAULT_PARALLEL, WAITING_BUILDS);
            var sources = new SourceTurns();
            var git = new CompletableFuture<GitServer>();
            var surroundings = new Surroundings(
                    pool,
                    join(engine).engine(),
                    join(objects).store(),
                    builder(
                            home,
                            environment,
                            join(engine).engine(),
                            join(objects).store(),
                            turns),
                    PlatformHome.privateFolder(home.root().resolve("work/archives")),
                    sources,
                    routes,
                    app -> git.join().removeRepository(app));
            var administrator = firstAdministrator(home, environment);
            var controller = started(
                    Controller.start(controllerSettings(settings, home, environment, administrator), surroundings));
            administrator.ifPresent(made -> made.leave(home));
            git.complete(started(GitServer.start(
                    GitServerSettings.of(settings.sshPort(), home.git(), home.keys()),
                    new ControllerGate(controller.pushes()),
                    sources)));
            routes.controllerAt(controller.port());
            BuildServiceRole.settings(environment, controller::accountOf).ifPresent(role -> {
                var parts = BuildServiceParts.of(
                        home,
                        environment,
                        pool,
                        join(engine).engine(),
                        join(objects).store(),
                        turns);
                routes.buildServiceAt(started(BuildService.start(role, parts)).port());
            });
        }
    }

    private Containers containers(PlatformHome home, Map<String, String> environment, EdgeRoutes routes) {
        var containers = started(Containers.open(home, environment));
        containers.engine().start(routes);
        return containers;
    }

    private static BuildImage builder(
            PlatformHome home, Map<String, String> environment, Engine engine, ObjectStore objects, BuildQueue turns) {
        try {
            var settings = new BuildSettings(
                    home.platformId(),
                    PlatformHome.privateFolder(home.root().resolve("work/builds")),
                    BuildLimits.from(environment),
                    ExtractLimits.DEFAULT);
            return new BuildImage(
                    objects::open,
                    FindAddons.besideBuiltIns(
                            Server.class.getClassLoader(),
                            engine,
                            forBuilders(home, environment),
                            home.root().resolve("builders")),
                    turns,
                    settings,
                    RegistrySettings.from(environment)
                            .map(registry -> new PlatformRegistry(registry, engine.images(), PlatformRegistry.PAUSES)));
        } catch (IOException e) {
            throw new ServerProblem("cannot sweep the folder for builds: " + e.getMessage(), e);
        }
    }

    /** Some keep things below the platform's folder, which may have been named by a flag. */
    private static Map<String, String> forBuilders(PlatformHome home, Map<String, String> environment) {
        var values = new HashMap<>(environment);
        values.put("DRYCC_HOME", home.root().toString());
        return values;
    }

    private static ControllerSettings controllerSettings(
            ServerSettings settings,
            PlatformHome home,
            Map<String, String> environment,
            Optional<FirstPassword> administrator) {
        var values = new HashMap<>(environment);
        administrator.ifPresent(first -> {
            values.put("DRYCC_ADMIN_USERNAME", first.username());
            values.put("DRYCC_ADMIN_PASSWORD", first.password());
        });
        return ControllerSettings.of(
                home.platformId(),
                new PublicAddress(settings.domain(), settings.httpPort(), settings.sshPort()),
                new PlatformKey(home.platformKey()),
                values);
    }

    /** One is made when nobody names an administrator at the first start. */
    private static Optional<FirstPassword> firstAdministrator(PlatformHome home, Map<String, String> environment) {
        return environment.getOrDefault("DRYCC_ADMIN_USERNAME", "").isBlank()
                ? FirstPassword.unlessMade(home)
                : Optional.empty();
    }

    private <T extends AutoCloseable> T started(T part) {
        synchronized (started) {
            started.push(part);
        }
        return part;
    }

    private static <T> CompletableFuture<T> background(Supplier<T> start, java.util.concurrent.Executor threads) {
        return CompletableFuture.supplyAsync(start, threads);
    }

    private static <T> T join(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw e;
        }
    }

    /** Stops everything in the opposite order; apps go on running. */
    @Override
    public void close() {
        log.info("event=stopping");
        while (true) {
            AutoCloseable part;
            synchronized (started) {
                part = started.poll();
            }
            if (part == null) {
                break;
            }
            try {
                part.close();
            } catch (Exception e) {
                log.warn("event=stop-failed part={}", part.getClass().getSimpleName(), e);
            }
        }
        log.info("event=stopped");
    }
}
