package cc.drycc.engine.docker.pods;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Pod;
import cc.drycc.engine.PodName;
import cc.drycc.engine.RolloutFailed;
import cc.drycc.engine.RolloutProgress;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the pods of a workload match what is wanted, a batch at a time: new ones become ready and get traffic, then as
 * many old ones lose theirs, are drained and stopped. Old pods end in the background, as on Kubernetes: a rollout is done
 * when only new pods get traffic.
 */
public final class Rollouts {

    private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);

    private final Fleet fleet;
    private final PodMaker maker;
    private final PodLogs logs;

    public Rollouts(Fleet fleet, PodLogs logs) {
        this.fleet = fleet;
        this.logs = logs;
        this.maker = new PodMaker(fleet, fleet.containers());
        fleet.onVanished(group -> fleet.spawn("heal-" + group.ref(), () -> heal(group)));
    }

    /** See {@link cc.drycc.engine.Engine#apply}. */
    public void apply(Workload workload, RolloutProgress progress) throws RolloutFailed, InterruptedException {
        WorkloadPods group = fleet.workload(workload.ref());
        group.changes.lockInterruptibly();
        try {
            apply(group, workload, progress);
        } finally {
            group.changes.unlock();
        }
    }

    private void apply(WorkloadPods group, Workload workload, RolloutProgress progress)
            throws RolloutFailed, InterruptedException {
        Optional<Workload> before = group.applied();
        group.applied(Optional.empty()); // while in between, nothing must be re-created from either
        fleet.refresh(group);
        Roll roll = new Roll(group, workload, before);
        try {
            roll.run(progress);
            group.applied(Optional.of(workload));
        } catch (RolloutFailed e) {
            roll.undo();
            group.applied(before);
            fleet.spawn("heal-" + group.ref(), () -> heal(group));
            throw e;
        }
    }

    /** See {@link cc.drycc.engine.Engine#replace}. */
    public List<Pod> replace(WorkloadRef ref, Set<PodName> names, Duration timeout)
            throws RolloutFailed, InterruptedException {
        WorkloadPods group = fleet.workload(ref);
        group.changes.lockInterruptibly();
        try {
            Workload workload = group.applied()
                    .orElseThrow(() -> new RolloutFailed(
                            ref.processType()
                                    + ": not known yet since the platform started; nothing was changed, try again in a moment",
                            List.of()));
            fleet.refresh(group);
            List<LivePod> victims =
                    group.pods(pod -> !pod.isTerminating() && (names.isEmpty() || names.contains(pod.name())));
            return replace(group, workload, victims, timeout);
        } finally {
            group.changes.unlock();
        }
    }

    private List<Pod> replace(WorkloadPods group, Workload workload, List<LivePod> victims, Duration timeout)
            throws RolloutFailed, InterruptedException {
        List<LivePod> fresh = new ArrayList<>();
        int batchSize = workload.rollout().batchSize();
        for (int from = 0; from < victims.size(); from += batchSize) {
            List<LivePod> old = victims.subList(from, Math.min(victims.size(), from + batchSize));
            List<LivePod> batch = maker.make(group, workload, old.size());
            try {
                awaitReady(group, batch, timeout, workload);
            } catch (RolloutFailed e) {
                drop(group, batch);
                throw e;
            }
            fleet.retire(group, old, Fleet.Stop.DRAIN);
            fresh.addAll(batch);
        }
        return group.read(() -> fresh.stream().map(LivePod::shown).toList());
    }

    /** See {@link cc.drycc.engine.Engine#remove}. */
    public void remove(WorkloadRef ref) throws InterruptedException {
        WorkloadPods group = fleet.workload(ref);
        group.changes.lockInterruptibly();
        try {
            group.applied(Optional.empty());
            fleet.refresh(group);
            fleet.retire(group, group.pods(pod -> true), Fleet.Stop.DRAIN);
            awaitGone(group);
        } finally {
            group.changes.unlock();
        }
    }

    private static void awaitGone(WorkloadPods group) throws InterruptedException {
        Duration longest = group.pods(pod -> true).stream()
                .map(pod -> pod.spec().grace().multipliedBy(2))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        boolean gone = group.await(() -> group.pods(pod -> true).isEmpty(), longest.plusSeconds(60));
        if (!gone) {
            throw new EngineProblem("The container engine has not removed the pods of %s yet; remove again to go on"
                    .formatted(group.ref()));
        }
    }

    /** Brings the workload that was last applied back to its number of pods; a change that is under way will do it itself. */
    private void heal(WorkloadPods group) throws InterruptedException {
        Optional<Workload> wanted = group.applied();
        if (wanted.isEmpty() || isWhole(group, wanted.get()) || !group.changes.tryLock()) {
            return;
        }
        try {
            if (group.applied().equals(wanted) && !fleet.isClosed()) {
                LOG.info("event=heal app={} workload={}", group.ref().app(), group.ref());
                fleet.refresh(group);
                new Roll(group, wanted.get(), wanted).run(RolloutProgress.silent());
            }
        } catch (RolloutFailed e) {
            LOG.warn("event=heal-failed workload={} problem=\"{}\"", group.ref(), e.getMessage());
        } finally {
            group.changes.unlock();
        }
    }

    private static boolean isWhole(WorkloadPods group, Workload wanted) {
        Revision revision = Revision.of(wanted);
        List<LivePod> pods = group.pods(pod -> !pod.isTerminating());
        return pods.size() == wanted.replicas()
                && pods.stream().allMatch(pod -> pod.spec().revision().equals(revision));
    }

    private void drop(WorkloadPods group, List<LivePod> pods) throws InterruptedException {
        List<LivePod> ready =
                group.read(() -> pods.stream().filter(LivePod::isReady).toList());
        List<LivePod> failed = pods.stream().filter(pod -> !ready.contains(pod)).toList();
        fleet.retire(group, ready, Fleet.Stop.DRAIN);
        fleet.retire(group, failed, Fleet.Stop.KILL);
        group.await(() -> failed.stream().noneMatch(pod -> group.find(pod.id()).isPresent()), Duration.ofSeconds(30));
    }

    private void awaitReady(WorkloadPods group, List<LivePod> pods, Duration atMost, Workload workload)
            throws RolloutFailed, InterruptedException {
        group.await(
                () -> pods.stream().allMatch(LivePod::isReady)
                        || pods.stream().anyMatch(Verdict::isHopeless)
                        || pods.stream().anyMatch(pod -> group.find(pod.id()).isEmpty()),
                atMost);
        List<LivePod> failed =
                group.read(() -> pods.stream().filter(pod -> !pod.isReady()).toList());
        if (!failed.isEmpty()) {
            LivePod worst =
                    failed.stream().filter(Verdict::isHopeless).findFirst().orElse(failed.getFirst());
            String why = group.read(() -> group.find(worst.id()).isEmpty()
                    ? "%s: the container of pod %s was removed by somebody else while it started; try again"
                            .formatted(workload.ref().processType(), worst.name())
                    : Verdict.explain(worst, workload, atMost));
            throw new RolloutFailed(why, logs.lastLines(worst.id()));
        }
    }

    /** One rollout under way. */
    private final class Roll {

        private final WorkloadPods group;
        private final Workload workload;
        private final Revision revision;
        private final List<LivePod> made = new ArrayList<>();
        private final boolean established;

        private Roll(WorkloadPods group, Workload workload, Optional<Workload> before) {
            this.group = group;
            this.workload = workload;
            this.revision = Revision.of(workload);
            this.established = before.map(Revision::of).filter(revision::equals).isPresent()
                    || (others().isEmpty() && group.read(() -> ours().stream().anyMatch(LivePod::isReady)));
        }

        private List<LivePod> ours() {
            return group.pods(
                    pod -> !pod.isTerminating() && pod.spec().revision().equals(revision));
        }

        private List<LivePod> others() {
            return group.pods(
                    pod -> !pod.isTerminating() && !pod.spec().revision().equals(revision));
        }

        private void run(RolloutProgress progress) throws RolloutFailed, InterruptedException {
            List<LivePod> ours = group.read(() -> ours().stream()
                    .sorted(Comparator.comparing(LivePod::isReady).reversed())
                    .toList());
            int wanted = workload.replicas();
            List<LivePod> keep = new ArrayList<>(ours.subList(0, Math.min(wanted, ours.size())));
            List<LivePod> surplus = ours.subList(keep.size(), ours.size());
            boolean first = true;
            while (first || keep.size() < wanted) {
                first = false;
                int batch = Math.min(workload.rollout().batchSize(), wanted - keep.size());
                List<LivePod> fresh = maker.make(group, workload, batch);
                made.addAll(fresh);
                keep.addAll(fresh);
                if (!fresh.isEmpty()) {
                    tellScaled("up", revision, keep.size());
                }
                awaitReady(group, keep, workload.rollout().timeoutPerBatch(), workload);
                retireOld(wanted - keep.size());
                if (!fresh.isEmpty()) {
                    progress.step(
                            "%s: %d of %d pods ready".formatted(workload.ref().processType(), keep.size(), wanted));
                }
            }
            if (!surplus.isEmpty()) {
                fleet.retire(group, surplus, Fleet.Stop.DRAIN);
                tellScaled("down", revision, wanted);
            }
        }

        private void tellScaled(String direction, Revision of, int size) {
            group.happened(
                    "ScalingReplicaSet",
                    "Scaled %s replica set %s-%s to %d"
                            .formatted(direction, Events.container(group.ref()), of.shown(), size));
        }

        /** Lets as many old pods go as are not needed until the rest of the new ones is there. */
        private void retireOld(int stillMissing) {
            List<LivePod> old = others();
            if (old.size() > stillMissing) {
                Revision before = old.getLast().spec().revision();
                fleet.retire(group, old.subList(stillMissing, old.size()), Fleet.Stop.DRAIN);
                tellScaled("down", before, stillMissing);
            }
        }

        /** Removes what this revision brought, unless it was serving before. */
        private void undo() throws InterruptedException {
            List<LivePod> bad = established
                    ? group.read(
                            () -> made.stream().filter(pod -> !pod.isReady()).toList())
                    : ours();
            drop(group, bad);
        }
    }
}
