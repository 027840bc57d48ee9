package cc.drycc.server.buildservice;

import cc.drycc.buildservice.BuildService;
import cc.drycc.buildservice.BuildServiceSettings;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.server.ServerProblem;
import cc.drycc.server.engines.EngineAddress;
import cc.drycc.server.home.PlatformHome;
import cc.drycc.server.wiring.Containers;
import cc.drycc.server.wiring.Database;
import cc.drycc.server.wiring.Objects;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.WebServerException;

/** A build service in a process of its own. */
public final class StandaloneBuildService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StandaloneBuildService.class);

    /** Where seed 001 looks for an engine. */
    private static final String SEED_ENGINE = "tcp://127.0.0.1:4243";

    /** What was started, newest first: stopped in that order. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private int port;

    private StandaloneBuildService() {}

    /**
     * Starts everything; returns when it answers.
     *
     * @param home keeps everything this service keeps; nothing else may use it
     * @throws ServerProblem when something cannot start; what had started is stopped again
     */
    public static StandaloneBuildService start(
            PlatformHome home, BuildServiceSettings settings, Map<String, String> environment) {
        home.prepared().lock();
        var service = new StandaloneBuildService();
        try {
            service.compose(home, settings, environment);
            return service;
        } catch (WebServerException e) {
            service.close();
            throw new ServerProblem(
                    "cannot listen on " + settings.host() + " port " + settings.port() + ": is it taken? Set PORT", e);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void compose(PlatformHome home, BuildServiceSettings settings, Map<String, String> environment) {
        var database = started(Database.open(home, environment));
        var objects = started(Objects.open(home, environment));
        var containers = started(Containers.open(home, withSeedEngine(environment)));
        var surroundings = BuildServiceParts.of(
                home,
                environment,
                database.pool(),
                containers.engine(),
                objects.store(),
                new BuildQueue(settings.atOnce(), settings.quotas().waiting()));
        port = started(BuildService.start(settings, surroundings)).port();
    }

    /** An engine at the address of the seed is taken when none is named and no usual socket answers. */
    private static Map<String, String> withSeedEngine(Map<String, String> environment) {
        if (EngineAddress.offered(environment).isPresent() || !EngineAddress.answers(SEED_ENGINE)) {
            return environment;
        }
        var more = new HashMap<>(environment);
        more.put("DOCKER_HOST", SEED_ENGINE);
        return more;
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Stops everything in the opposite order; jobs that were running begin again at the next start. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            var part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("event=stop-failed part={}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
