package cc.drycc.controller.autoscale;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.NotDeployable;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.scale.ScaleApp;
import cc.drycc.controller.settings.ScalingRule;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.EventSink;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodEvent;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.WorkloadRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every app with a scaling rule and changes its numbers of pods where the rules want it. An app somebody is at
 * work on is left for the next look. What it remembers — clocks, when it rescaled last — begins anew with each process, so
 * nothing is rescaled by a rule in the first minutes.
 */
public final class Autoscaler {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    /** A pod without a limit counts as promised one core. */
    private static final int PROMISED_MILLIS = 1_000;

    private final Apps apps;
    private final SettingsTable settings;
    private final ReleaseLedger ledger;
    private final ReleaseRunner runner;
    private final ScaleApp scale;
    private final AppTurns turns;
    private final Engine engine;
    private final EventSink events;
    private final Decision decision;
    private final InstantSource clock;
    private final Map<UUID, Watched> watched = new HashMap<>();

    /** What is remembered of one app. */
    private static final class Watched {
        private final CpuMeter meter = new CpuMeter();
        private final Map<ProcessType, Seen> types = new HashMap<>();
    }

    /** How many pods were wanted, and since when. */
    private record Seen(int pods, Instant since) {}

    public Autoscaler(
            Apps apps,
            SettingsTable settings,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            ScaleApp scale,
            AppTurns turns,
            Engine engine,
            EventSink events,
            Decision decision,
            InstantSource clock) {
        this.apps = apps;
        this.settings = settings;
        this.ledger = ledger;
        this.runner = runner;
        this.scale = scale;
        this.turns = turns;
        this.engine = engine;
        this.events = events;
        this.decision = decision;
        this.clock = clock;
    }

    /** One look at everything; returns when what follows from it is done. One at a time. */
    public synchronized void run() {
        var scaled = settings.autoscaled();
        watched.keySet().retainAll(scaled);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var uuid : scaled) {
                var memory = watched.computeIfAbsent(uuid, app -> new Watched());
                workers.execute(() -> lookAt(uuid, memory));
            }
        }
    }

    private void lookAt(UUID uuid, Watched memory) {
        try {
            var app = apps.find(uuid);
            if (app.isPresent() && !turns.taken(uuid)) {
                look(app.get(), memory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Problem | EngineProblem | NotDeployable e) {
            LOG.warn("event=autoscale-failed app={} reason=\"{}\"", uuid, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("event=autoscale-broken app={}", uuid, e);
        }
    }

    private void look(App app, Watched memory) throws NotDeployable, InterruptedException {
        var now = clock.instant();
        memory.meter.read(engine.cpuTime(app.name()), now);
        var wanted = new HashMap<ProcessType, Integer>();
        var rules = settings.of(app).autoscale();
        int room = scale.room(app);
        memory.types.keySet().retainAll(rules.keySet());
        for (var rule : rules.entrySet()) {
            var type = rule.getKey();
            int pods = app.structure().getOrDefault(type, 0);
            // as far as the operator's quota goes
            int next = Math.min(next(app, memory, type, rule.getValue(), now), pods + room);
            room -= Math.max(0, next - pods);
            if (next != pods) {
                wanted.put(type, next);
            }
        }
        if (!wanted.isEmpty()) {
            rescale(app, memory, wanted, now);
        }
    }

    private int next(App app, Watched memory, ProcessType type, ScalingRule rule, Instant now) throws NotDeployable {
        int pods = app.structure().getOrDefault(type, 0);
        var seen = memory.types.get(type);
        if (seen == null || seen.pods() != pods) {
            // A person rescaled it, or it is new to us: that counts as well.
            seen = new Seen(pods, now);
            memory.types.put(type, seen);
        }
        var used = memory.meter.average(readyPods(app, type));
        // Without figures only the limits count; usage right on target changes nothing else.
        double percent =
                used.isPresent() ? used.getAsDouble() * 100_000 / promisedMillis(app, type) : rule.cpuPercent();
        return decision.pods(rule, pods, percent, seen.since(), now);
    }

    private List<cc.drycc.engine.PodName> readyPods(App app, ProcessType type) {
        return engine.pods(app.name()).stream()
                .filter(pod -> pod.ready() && pod.workload().processType().equals(type))
                .map(Pod::name)
                .toList();
    }

    private int promisedMillis(App app, ProcessType type) throws NotDeployable {
        var release = ledger.find(app.uuid(), app.diverged().getOrDefault(type, app.current()));
        var plan = release.isPresent()
                ? runner.plan(app, release.get())
                : Optional.<cc.drycc.controller.deploys.ReleasePlan>empty();
        if (plan.isEmpty()) {
            return PROMISED_MILLIS;
        }
        return plan.get().workloads(app.structure()).stream()
                .filter(workload -> workload.ref().processType().equals(type))
                .mapToInt(workload -> workload.resources().cpuMillis())
                .filter(millis -> millis > 0)
                .findFirst()
                .orElse(PROMISED_MILLIS);
    }

    private void rescale(App app, Watched memory, Map<ProcessType, Integer> wanted, Instant now)
            throws InterruptedException {
        scale.byRule(app, wanted);
        wanted.forEach((type, count) -> {
            int before = app.structure().getOrDefault(type, 0);
            memory.types.put(type, new Seen(count, now));
            events.happened(new PodEvent(
                    new WorkloadRef(app.name(), type),
                    Optional.empty(),
                    "SuccessfulRescale",
                    "New size: %d; reason: cpu resource utilization (percentage of request) %s target"
                            .formatted(count, count > before ? "above" : "below"),
                    now));
            LOG.info("event=autoscaled app={} ptype={} from={} to={}", app.name(), type, before, count);
        });
    }
}
