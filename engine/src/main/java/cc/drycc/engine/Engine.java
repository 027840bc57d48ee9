package cc.drycc.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs jobs and workloads. One instance belongs to one platform and sees only what that platform made, so several
 * platforms can share a machine's engine.
 *
 * <p>All methods block, may be called from any (virtual) thread, and throw {@link EngineProblem} when the engine itself
 * fails. Whatever they did survives the death of this process: pods go on running, and a new instance finds them by
 * their labels and reports their endpoints before {@link #start} returns.
 */
public interface Engine extends AutoCloseable {

    /** Name and version of the engine behind this. */
    EngineInfo info();

    /**
     * Finds the pods that already run, reports the ready ones to the sink, and from then on supervises: crashed pods are
     * restarted with a back-off (1 s doubling to 5 min, reset after 10 min up), probes run, endpoints follow.
     */
    void start(EndpointSink sink);

    /**
     * From now on what happens to pods is told to this sink, and to no other: pods made (Scheduled, Pulled, Created),
     * started (Started), failing (Failed, BackOff, Unhealthy), stopped (Killing), workloads growing and shrinking
     * (ScalingReplicaSet, FailedCreate). An engine whose own events are kept elsewhere tells those.
     */
    void tellEvents(EventSink sink);

    /** The image store. */
    ImageStore images();

    /**
     * Runs a job to its end.
     *
     * @throws InterruptedException the container is killed and removed first
     */
    JobEnd run(Job job, OutputSink output) throws InterruptedException;

    /**
     * Runs a job that has files to its end.
     *
     * @throws EngineProblem also when what comes out is missing, or larger than it may be
     * @throws InterruptedException the container is killed and removed first; what it keeps may be half written
     */
    JobEnd run(Job job, JobFiles files, OutputSink output) throws InterruptedException;

    /**
     * Makes the pods of one workload match: starts new ones batch by batch, waits until they are ready, moves the traffic,
     * then drains and stops the old ones. It returns when only new pods get traffic; the old ones drain and end in the
     * background, shown as {@link Pod.State#TERMINATING}. Idempotent: with nothing to change it returns at once; after a crash half-way, the
     * same call finishes the work. Calls for one workload run one after the other.
     *
     * @throws RolloutFailed when a batch is not ready in time or crashes (three crashes of one pod end the wait early);
     *     pods of this revision are removed again, unless it was already running before
     * @throws InterruptedException nothing is undone; call again to go on
     * @throws IllegalStateException when {@link #start} was not called yet; so do all methods about pods but {@link #logs}
     */
    void apply(Workload workload, RolloutProgress progress) throws RolloutFailed, InterruptedException;

    /**
     * Replaces pods by fresh ones of the same revision: the new ones are ready before the old ones stop.
     *
     * @param pods those to replace; empty for all of the workload
     * @return the new pods
     * @throws RolloutFailed when the fresh ones do not become ready; the old ones keep serving
     */
    List<Pod> replace(WorkloadRef workload, Set<PodName> pods, Duration timeout)
            throws RolloutFailed, InterruptedException;

    /** Drains and removes all pods of a workload. Unknown ones are fine. */
    void remove(WorkloadRef workload) throws InterruptedException;

    /** Removes everything of an app: pods, jobs, what jobs kept, network names. Images are left to the caller. */
    void removeApp(AppName app) throws InterruptedException;

    /** The app's pods, crashed ones included, by name. */
    List<Pod> pods(AppName app);

    /** One pod looked at closely; empty when there is none of that name. */
    Optional<PodDetails> describe(PodName pod);

    /**
     * How much CPU time each running pod of the app has used since its container started: the sum over all cores. A pod
     * the engine has no figures of is left out.
     */
    Map<PodName, Duration> cpuTime(AppName app);

    /** The workloads this platform has pods of. */
    Set<WorkloadRef> workloads();

    /**
     * Sends the log lines of a pod to the sink, oldest first, and returns after the last one (with follow: when the pod
     * is gone).
     *
     * @throws EngineProblem when there is no such pod
     */
    void logs(PodName pod, LogQuery query, LogSink sink) throws InterruptedException;

    /**
     * Starts a job that somebody talks to. Its container is removed when it has ended or is closed.
     *
     * @param job its cap on output does not count: who talks to it reads along
     */
    Attached start(Job job, Interaction interaction) throws InterruptedException;

    /**
     * Starts a command in the container of a pod that runs.
     *
     * @param command program and arguments; no shell is put before them
     * @return the process; {@link Attached#follow} tells when it could not be started
     * @throws EngineProblem when there is no such pod or it does not run
     */
    Attached exec(PodName pod, List<String> command, Interaction interaction) throws InterruptedException;

    /** Removes every container, kept folder and network this platform made on the engine, running ones included. For {@code wipe}. */
    void wipe() throws InterruptedException;

    /** Stops supervising; pods go on running. */
    @Override
    void close();
}
