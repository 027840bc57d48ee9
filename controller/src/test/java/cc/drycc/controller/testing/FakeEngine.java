package cc.drycc.controller.testing;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Attached;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.EndpointSink;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineInfo;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.LogLine;
import cc.drycc.engine.LogQuery;
import cc.drycc.engine.LogSink;
import cc.drycc.engine.OutputSink;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodDetails;
import cc.drycc.engine.PodName;
import cc.drycc.engine.PodRun;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.PullPolicy;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.RolloutProgress;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine without containers: keeps what runs in memory, fails where a test says so, and notices two rollouts of one app
 * at the same time.
 */
public final class FakeEngine implements Engine {

    /** What happens when a workload is applied, before anything changes. */
    @FunctionalInterface
    public interface Rule {
        void apply(Workload workload) throws RolloutFailed, InterruptedException;
    }

    private static final Rule WORKS = workload -> {};

    private final Map<WorkloadRef, Workload> running = new ConcurrentHashMap<>();
    private final Map<WorkloadRef, List<Pod>> pods = new ConcurrentHashMap<>();
    private final Map<AppName, AtomicInteger> rollouts = new ConcurrentHashMap<>();
    private final Map<ImageId, Image> images = new ConcurrentHashMap<>();
    private final Map<ImageRef, Image> pushed = new ConcurrentHashMap<>();
    private final List<Workload> applied = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private final List<FakeProcess> processes = new CopyOnWriteArrayList<>();
    private final Map<PodName, List<String>> before = new ConcurrentHashMap<>();
    private final List<RegistryLogin> logins = new ArrayList<>();
    private final List<PullPolicy> pulls = new ArrayList<>();
    private final Map<PodName, List<String>> lines = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final Map<PodName, Duration> cpu = new HashMap<>();
    private final Map<AppName, Double> busy = new HashMap<>();
    private volatile cc.drycc.engine.EventSink events = cc.drycc.engine.EventSink.none();
    private volatile Rule rule = WORKS;
    private volatile Runnable duringPull = () -> {};
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    /** From now on this happens at each pull of an image. */
    public void duringPull(Runnable happens) {
        duringPull = happens;
    }

    /** From now on this happens at each apply. */
    public void onApply(Rule next) {
        rule = next;
    }

    /** From now on everything works. */
    public void heal() {
        rule = WORKS;
    }

    /** What runs of a process type now. */
    public Optional<Workload> running(String app, String type) {
        return Optional.ofNullable(running.get(new WorkloadRef(new AppName(app), new ProcessType(type))));
    }

    /** How images were pulled. */
    public synchronized List<PullPolicy> pulls() {
        return List.copyOf(pulls);
    }

    /** Who logged in at registries. */
    public synchronized List<RegistryLogin> logins() {
        return List.copyOf(logins);
    }

    /** Everything that was applied, in order. */
    public List<Workload> applied() {
        synchronized (applied) {
            return List.copyOf(applied);
        }
    }

    public List<Job> jobs() {
        synchronized (jobs) {
            return List.copyOf(jobs);
        }
    }

    /** How many jobs were interrupted. */
    public int killed() {
        return killed.get();
    }

    /** How often two rollouts of one app ran at the same time. */
    public int overlaps() {
        return overlaps.get();
    }

    /** Puts an image into the store; the same name always gives the same id, as the same content would. */
    public Image image(String name, Map<String, String> labels, Integer... ports) {
        var id = new ImageId("sha256:%064x".formatted(name.hashCode() & 0xffffffffL));
        var image = new Image(
                id,
                List.of(new ImageRef(name)),
                labels,
                Set.of(ports),
                Map.of(),
                List.of(),
                List.of("/bin/serve"),
                "amd64",
                Instant.EPOCH);
        images.put(id, image);
        return image;
    }

    /** As if a workload nobody knows ran. */
    public void stray(Workload workload) {
        running.put(workload.ref(), workload);
        pods.put(workload.ref(), fresh(workload, workload.replicas()));
    }

    /** As if the machine had restarted: nothing runs. */
    public void loseAllPods() {
        running.clear();
        pods.clear();
    }

    /** What a pod wrote before it was last restarted; one restart is counted. */
    public void saidBefore(PodName pod, String... text) {
        before.put(pod, List.of(text));
        pods.replaceAll((ref, all) -> all.stream()
                .map(each -> each.name().equals(pod) ? restarted(each) : each)
                .toList());
    }

    private static Pod restarted(Pod pod) {
        return new Pod(
                pod.name(),
                pod.workload(),
                pod.release(),
                pod.state(),
                pod.ready(),
                pod.restarts() + 1,
                pod.started(),
                pod.address(),
                pod.reason());
    }

    @Override
    public Optional<PodDetails> describe(PodName name) {
        return pods.values().stream()
                .flatMap(List::stream)
                .filter(pod -> pod.name().equals(name))
                .map(pod -> new PodDetails(
                        pod,
                        List.of("/bin/serve"),
                        List.of("-p", "5000"),
                        new PodRun.Running(pod.started()),
                        before.containsKey(name)
                                ? Optional.of(new PodRun.Ended(Instant.EPOCH, Instant.EPOCH.plusSeconds(60), 9, false))
                                : Optional.empty()))
                .findFirst();
    }

    /** A pod's output. */
    public void says(PodName pod, String... text) {
        lines.computeIfAbsent(pod, name -> new ArrayList<>()).addAll(List.of(text));
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("fake", "1", "1", "amd64");
    }

    @Override
    public void start(EndpointSink sink) {}

    @Override
    public void apply(Workload workload, RolloutProgress progress) throws RolloutFailed, InterruptedException {
        var busy = rollouts.computeIfAbsent(workload.ref().app(), app -> new AtomicInteger());
        if (busy.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        try {
            rule.apply(workload);
            synchronized (applied) {
                applied.add(workload);
            }
            progress.step("%s: %d of %d pods ready"
                    .formatted(workload.ref().processType(), workload.replicas(), workload.replicas()));
            put(workload);
        } finally {
            busy.decrementAndGet();
        }
    }

    private void put(Workload workload) {
        if (workload.replicas() == 0) {
            running.remove(workload.ref());
            pods.remove(workload.ref());
            return;
        }
        var before = running.put(workload.ref(), workload);
        var kept = new ArrayList<Pod>();
        if (before != null && before.withReplicas(1).equals(workload.withReplicas(1))) {
            kept.addAll(pods.getOrDefault(workload.ref(), List.of()));
        }
        while (kept.size() > workload.replicas()) {
            kept.removeLast();
        }
        kept.addAll(fresh(workload, workload.replicas() - kept.size()));
        pods.put(workload.ref(), List.copyOf(kept));
    }

    private List<Pod> fresh(Workload workload, int count) {
        var fresh = new ArrayList<Pod>();
        for (int i = 0; i < count; i++) {
            fresh.add(new Pod(
                    new PodName("%s-%s-0123456789-%05d"
                            .formatted(workload.ref().app(), workload.ref().processType(), number.incrementAndGet())),
                    workload.ref(),
                    workload.release(),
                    Pod.State.UP,
                    true,
                    0,
                    Instant.now(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return fresh;
    }

    @Override
    public List<Pod> replace(WorkloadRef ref, Set<PodName> names, Duration timeout)
            throws RolloutFailed, InterruptedException {
        var workload = Optional.ofNullable(running.get(ref)).orElseThrow();
        rule.apply(workload);
        var old = pods.getOrDefault(ref, List.of());
        var kept = old.stream()
                .filter(pod -> !names.isEmpty() && !names.contains(pod.name()))
                .toList();
        var fresh = fresh(workload, old.size() - kept.size());
        var all = new ArrayList<>(kept);
        all.addAll(fresh);
        pods.put(ref, all);
        return fresh;
    }

    @Override
    public void remove(WorkloadRef workload) {
        running.remove(workload);
        pods.remove(workload);
    }

    @Override
    public void removeApp(AppName app) {
        running.keySet().removeIf(ref -> ref.app().equals(app));
        pods.keySet().removeIf(ref -> ref.app().equals(app));
    }

    @Override
    public List<Pod> pods(AppName app) {
        return pods.values().stream()
                .flatMap(List::stream)
                .filter(pod -> pod.workload().app().equals(app))
                .sorted(Comparator.comparing(Pod::name))
                .toList();
    }

    @Override
    public void tellEvents(cc.drycc.engine.EventSink sink) {
        events = sink;
    }

    /** As if this happened to a pod. */
    public void happened(cc.drycc.engine.PodEvent event) {
        events.happened(event);
    }

    /** From now on each pod of the app uses so many cores. */
    public void busy(AppName app, double cores) {
        cores(app, cores);
    }

    private synchronized void cores(AppName app, double cores) {
        busy.put(app, cores);
    }

    /** Lets the CPU clock run. */
    public synchronized void work(Duration time) {
        pods.values().stream().flatMap(List::stream).forEach(pod -> {
            var used = Duration.ofNanos(
                    (long) (time.toNanos() * busy.getOrDefault(pod.workload().app(), 0.0)));
            cpu.merge(pod.name(), used, Duration::plus);
        });
    }

    @Override
    public synchronized Map<PodName, Duration> cpuTime(AppName app) {
        var times = new HashMap<PodName, Duration>();
        pods(app).forEach(pod -> times.put(pod.name(), cpu.getOrDefault(pod.name(), Duration.ZERO)));
        return times;
    }

    @Override
    public Set<WorkloadRef> workloads() {
        return Set.copyOf(running.keySet());
    }

    @Override
    public JobEnd run(Job job, cc.drycc.engine.JobFiles files, OutputSink output) {
        throw new EngineProblem("jobs of the fake engine have no files");
    }

    @Override
    public JobEnd run(Job job, OutputSink output) throws InterruptedException {
        synchronized (jobs) {
            jobs.add(job);
        }
        var words = new ArrayList<>(job.entrypoint());
        words.addAll(job.command());
        var command = words.isEmpty() ? "" : words.getLast();
        output.write(OutputSink.Stream.STDOUT, ("ran " + command + "\n").getBytes(StandardCharsets.UTF_8));
        if (command.equals("forever")) {
            try {
                new CountDownLatch(1).await();
            } finally {
                killed.incrementAndGet();
            }
        }
        return switch (command) {
            case "sleep" -> new JobEnd.TimedOut(job.timeout());
            case "hog" -> new JobEnd.OutOfMemory(64 << 20);
            case "missing" -> new JobEnd.NotStarted("no such command");
            default -> new JobEnd.Exited(command.startsWith("exit ") ? Integer.parseInt(command.substring(5)) : 0);
        };
    }

    @Override
    public void logs(PodName pod, LogQuery query, LogSink sink) throws InterruptedException {
        if (query.part() == LogQuery.Part.PREVIOUS) {
            before.getOrDefault(pod, List.of())
                    .forEach(text -> sink.line(new LogLine(pod, Instant.EPOCH, OutputSink.Stream.STDOUT, text)));
            return;
        }
        var all = new ArrayList<>(lines.getOrDefault(pod, List.of()));
        int from = query.lines() < 0 ? 0 : Math.max(0, all.size() - query.lines());
        for (int i = from; ; i++) {
            while (query.follow() && i >= lines.getOrDefault(pod, List.of()).size()) {
                if (pods.values().stream()
                        .flatMap(List::stream)
                        .noneMatch(each -> each.name().equals(pod))) {
                    return;
                }
                Thread.sleep(10);
            }
            var now = lines.getOrDefault(pod, List.of());
            if (i >= now.size()) {
                return;
            }
            sink.line(new LogLine(pod, Instant.EPOCH.plusSeconds(i), OutputSink.Stream.STDOUT, now.get(i)));
        }
    }

    @Override
    public Attached exec(PodName pod, List<String> command, Interaction interaction) {
        var process = new FakeProcess(pod, command, interaction);
        processes.add(process);
        return process;
    }

    /** The words of the shell's line are the command. */
    @Override
    public Attached start(Job job, Interaction interaction) {
        synchronized (jobs) {
            jobs.add(job);
        }
        return exec(job.name(), List.of(job.command().getLast().split(" ")), interaction);
    }

    /** Commands that were started, in order. */
    public List<FakeProcess> processes() {
        return List.copyOf(processes);
    }

    @Override
    public void wipe() {
        loseAllPods();
    }

    @Override
    public void close() {}

    @Override
    public ImageStore images() {
        return new ImageStore() {
            @Override
            public Image build(ImageBuild build, BuildLog log) {
                throw new EngineProblem("the fake engine builds nothing");
            }

            @Override
            public Optional<Image> find(ImageRef ref) {
                return images.values().stream()
                        .filter(image ->
                                image.tags().contains(ref) || image.id().value().equals(ref.value()))
                        .findFirst();
            }

            @Override
            public Image pull(cc.drycc.engine.ImagePull pull, BuildLog log) throws cc.drycc.engine.BuildFailed {
                synchronized (FakeEngine.this) {
                    pull.login().ifPresent(logins::add);
                    pulls.add(pull.policy());
                }
                duringPull.run();
                Optional.ofNullable(pushed.get(pull.image())).ifPresent(image -> images.put(image.id(), image));
                return find(pull.image())
                        .or(() -> Optional.ofNullable(pushed.get(pull.image())))
                        .orElseThrow(() -> new cc.drycc.engine.BuildFailed("no registry has " + pull.image()));
            }

            @Override
            public Image load(java.nio.file.Path archive, ImageId id, ImageRef name) {
                throw new EngineProblem("the fake engine loads nothing");
            }

            @Override
            public void save(ImageId id, java.nio.file.Path archive) {
                throw new EngineProblem("the fake engine saves nothing");
            }

            @Override
            public <T> T read(ImageId id, java.util.function.Function<cc.drycc.engine.ImageContents, T> reader) {
                return reader.apply((path, maxBytes) -> Optional.of(
                                "Package: hello\nStatus: install ok installed\nVersion: 2.10-3\nArchitecture: amd64\n"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .filter(bytes -> path.equals("/var/lib/dpkg/status")));
            }

            @Override
            public List<ImageRef> names() {
                return images.values().stream()
                        .flatMap(image -> image.tags().stream())
                        .toList();
            }

            @Override
            public void tag(ImageId id, ImageRef name) {
                // images keep the names they have
            }

            @Override
            public List<Image> labelled(Map<String, String> labels) {
                return images.values().stream()
                        .filter(image -> image.labels().entrySet().containsAll(labels.entrySet()))
                        .toList();
            }

            @Override
            public void remove(ImageId id) {
                images.remove(id);
            }

            @Override
            public cc.drycc.engine.Digest push(cc.drycc.engine.ImagePush push, BuildLog log) {
                var image = find(push.image()).orElseThrow();
                var digest = new cc.drycc.engine.Digest(image.id().value());
                var name = push.target().value();
                pushed.put(new ImageRef(name.substring(0, name.lastIndexOf(':')) + "@" + digest), image);
                return digest;
            }

            @Override
            public void untag(ImageRef name) {
                find(name).ifPresent(image -> images.remove(image.id()));
            }
        };
    }

    /** All images there are, by name. */
    public Map<String, ImageId> imagesByName() {
        var names = new TreeMap<String, ImageId>();
        new HashMap<>(images)
                .forEach((id, image) -> names.put(image.tags().getFirst().value(), id));
        return names;
    }
}
