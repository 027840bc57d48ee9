package cc.drycc.engine.docker;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Attached;
import cc.drycc.engine.EndpointSink;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineInfo;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.EventSink;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.JobFiles;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.LogSink;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodDetails;
import cc.drycc.engine.PodName;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.RolloutProgress;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.daemon.Container;
import cc.drycc.engine.docker.daemon.ContainerFiles;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Daemon;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.KeptFolders;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Network;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.daemon.Sandbox;
import cc.drycc.engine.docker.daemon.Streams;
import cc.drycc.engine.docker.images.DockerImages;
import cc.drycc.engine.docker.jobs.JobRunner;
import cc.drycc.engine.docker.pods.Events;
import cc.drycc.engine.docker.pods.Fleet;
import cc.drycc.engine.docker.pods.PodLogs;
import cc.drycc.engine.docker.pods.Rollouts;
import cc.drycc.engine.docker.pods.Supervisor;
import cc.drycc.engine.docker.terminals.EndOfExec;
import cc.drycc.engine.docker.terminals.JobStart;
import cc.drycc.engine.docker.terminals.PodExec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link Engine} on the Docker Engine API: Docker or Podman, one machine. */
public final class DockerEngine implements Engine {

    /** How long {@link #start} waits for the first probe of pods that run; those that answer do so in milliseconds. */
    private static final Duration FIRST_PROBES = Duration.ofSeconds(2);

    private final Daemon daemon;
    private final Network network;
    private final Containers containers;
    private final Streams streams;
    private final DockerImages images;
    private final KeptFolders kept;
    private final JobRunner jobs;
    private final PodLogs logs;
    private final PodExec exec;
    private final JobStart interactive;
    private volatile Optional<Supervision> supervision = Optional.empty();

    private final Events events = new Events();

    /** What exists between start and close. */
    private record Supervision(Fleet fleet, Rollouts rollouts, Supervisor supervisor) {}

    private DockerEngine(Daemon daemon, DockerSettings settings) {
        Labels labels = new Labels(settings.platform(), settings.labels());
        Sandbox sandbox = new Sandbox(settings.runtime(), settings.openFiles(), labels.network(), daemon.isPodman());
        this.daemon = daemon;
        this.network = new Network(daemon, labels, settings.metadata());
        this.containers = new Containers(daemon, labels, sandbox);
        this.streams = new Streams(daemon, labels);
        this.images = new DockerImages(daemon, labels, sandbox);
        this.kept = new KeptFolders(daemon, labels);
        this.jobs = new JobRunner(containers, streams, kept, new ContainerFiles(daemon));
        this.logs = new PodLogs(containers, streams, labels);
        this.interactive = new JobStart(containers, streams);
        Exec commands = new Exec(daemon);
        EndOfExec.Place place = daemon.isLocal() ? EndOfExec.Place.THIS_MACHINE : EndOfExec.Place.ELSEWHERE;
        this.exec = new PodExec(containers, commands, new EndOfExec(commands, place), labels);
    }

    /**
     * Connects to an engine and makes sure the platform's network is there. Pods are looked after from {@link #start} on.
     *
     * @throws EngineProblem when the engine does not answer
     */
    public static DockerEngine connect(DockerSettings settings) {
        Daemon daemon = Daemon.connect(settings.host());
        DockerEngine engine = new DockerEngine(daemon, settings);
        try {
            engine.ask(() -> {
                engine.network.ensure();
                engine.containers.networkReady();
                return true;
            });
        } catch (EngineProblem e) {
            daemon.close();
            throw e;
        }
        return engine;
    }

    @Override
    public EngineInfo info() {
        return daemon.info();
    }

    @Override
    public void start(EndpointSink sink) {
        Fleet fleet = new Fleet(containers, new Exec(daemon), sink, events);
        Rollouts rollouts = new Rollouts(fleet, logs);
        Supervisor supervisor = new Supervisor(fleet, streams);
        supervision = Optional.of(new Supervision(fleet, rollouts, supervisor));
        ask(() -> {
            fleet.adoptAll(FIRST_PROBES);
            return true;
        });
        supervisor.start();
    }

    private Supervision supervised() {
        return supervision.orElseThrow(() -> new IllegalStateException("the engine was not started yet"));
    }

    @Override
    public void tellEvents(EventSink sink) {
        events.tell(sink);
    }

    @Override
    public ImageStore images() {
        return images;
    }

    @Override
    public JobEnd run(Job job, OutputSink output) throws InterruptedException {
        return interruptibly(() -> jobs.run(job, JobFiles.NONE, output));
    }

    @Override
    public JobEnd run(Job job, JobFiles files, OutputSink output) throws InterruptedException {
        return interruptibly(() -> jobs.run(job, files, output));
    }

    @Override
    public void apply(Workload workload, RolloutProgress progress) throws RolloutFailed, InterruptedException {
        this.<Boolean, RolloutFailed>interruptibly(() -> {
            supervised().rollouts().apply(workload, progress);
            return true;
        });
    }

    @Override
    public List<Pod> replace(WorkloadRef workload, Set<PodName> pods, Duration timeout)
            throws RolloutFailed, InterruptedException {
        return interruptibly(() -> supervised().rollouts().replace(workload, pods, timeout));
    }

    @Override
    public void remove(WorkloadRef workload) throws InterruptedException {
        interruptibly(() -> {
            supervised().rollouts().remove(workload);
            return true;
        });
    }

    @Override
    public void removeApp(AppName app) throws InterruptedException {
        for (WorkloadRef workload : workloads()) {
            if (workload.app().equals(app)) {
                remove(workload);
            }
        }
        interruptibly(() -> {
            removeAll(containers.list(Map.of(Labels.APP, app.value())));
            kept.remove(Map.of(Labels.APP, app.value()));
            return true;
        });
    }

    private void removeAll(List<Container> found) {
        for (Container container : found) {
            containers.signal(container.id(), "SIGKILL");
            containers.remove(container.id());
        }
    }

    @Override
    public List<Pod> pods(AppName app) {
        return supervised().fleet().pods(app);
    }

    @Override
    public Optional<PodDetails> describe(PodName pod) {
        return ask(() -> supervised().fleet().describe(pod));
    }

    @Override
    public Map<PodName, Duration> cpuTime(AppName app) {
        Map<PodName, Duration> times = new HashMap<>();
        for (Map.Entry<PodName, String> running :
                supervised().fleet().running(app).entrySet()) {
            ask(() -> streams.cpuTime(running.getValue())).ifPresent(time -> times.put(running.getKey(), time));
        }
        return times;
    }

    @Override
    public Set<WorkloadRef> workloads() {
        return supervised().fleet().refs();
    }

    @Override
    public void logs(PodName pod, LogQuery query, LogSink sink) throws InterruptedException {
        interruptibly(() -> {
            Optional<Instant> previous =
                    supervision.flatMap(running -> running.fleet().previousStart(pod));
            logs.read(pod, query, previous, sink);
            return true;
        });
    }

    @Override
    public Attached start(Job job, Interaction interaction) throws InterruptedException {
        return interruptibly(() -> interactive.start(job, interaction));
    }

    @Override
    public Attached exec(PodName pod, List<String> command, Interaction interaction) throws InterruptedException {
        return interruptibly(() -> exec.start(pod, command, interaction));
    }

    @Override
    public void wipe() throws InterruptedException {
        supervision.ifPresent(DockerEngine::stop);
        interruptibly(() -> {
            removeAll(containers.list(Map.of()));
            kept.remove(Map.of());
            network.remove();
            return true;
        });
    }

    @Override
    public void close() {
        supervision.ifPresent(DockerEngine::stop);
        daemon.close();
    }

    private static void stop(Supervision running) {
        running.fleet().close();
        running.supervisor().close();
    }

    /** A question to the engine. */
    private interface Ask<T, X extends Exception> {
        T ask() throws X, InterruptedException;
    }

    /** Nothing but {@link EngineProblem} leaves the door for what the engine did not do. */
    private <T> T ask(Ask<T, RuntimeException> question) {
        try {
            return question.ask();
        } catch (Refused e) {
            throw new EngineProblem("The container engine refused: " + e.words(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineProblem("Interrupted while waiting for the container engine", e);
        }
    }

    /** As {@link #ask}; an interrupt that broke a call to the engine is an interrupt again. */
    private <T, X extends Exception> T interruptibly(Ask<T, X> question) throws X, InterruptedException {
        try {
            return question.ask();
        } catch (Refused e) {
            throw new EngineProblem("The container engine refused: " + e.words(), e);
        } catch (EngineProblem e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }
}
