package cc.drycc.buildservice.run;

import cc.drycc.buildservice.fetch.FetchRefused;
import cc.drycc.buildservice.jobs.Job;
import cc.drycc.buildservice.jobs.JobState;
import cc.drycc.buildservice.jobs.Jobs;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.buildservice.progress.LogBuffer;
import cc.drycc.buildservice.progress.Progress;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.transcript.Redaction;
import cc.drycc.imagebuilder.transcript.Transcript;
import cc.drycc.storage.StorageProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job from its start to its end, also when an earlier process had begun it. */
public final class RunJob {

    private static final Logger LOG = LoggerFactory.getLogger(RunJob.class);

    /** A job that takes the service down with it is not begun for ever. */
    private static final int MOST_STARTS = 3;

    private final Jobs jobs;
    private final Progress progress;
    private final BuildAndPush work;
    private final BuildQueue turns;
    private final RunningJobs running;
    private final EndJob ends;
    private final AttachEvidence attach;
    private final long logBytes;

    /**
     * @param turns shared with everything else that builds on this machine
     * @param logBytes of one job
     */
    public RunJob(
            Jobs jobs,
            Progress progress,
            BuildAndPush work,
            BuildQueue turns,
            RunningJobs running,
            EndJob ends,
            AttachEvidence attach,
            long logBytes) {
        this.jobs = jobs;
        this.progress = progress;
        this.work = work;
        this.turns = turns;
        this.running = running;
        this.ends = ends;
        this.attach = attach;
        this.logBytes = logBytes;
    }

    /** How a job ended: there is an image in a registry, or a reason why not. */
    private sealed interface Outcome {
        record Pushed(BuildAndPush.Pushed image) implements Outcome {}

        record Failed(String reason) implements Outcome {}
    }

    /** @throws IllegalStateException when this process stops; the job is begun again by the next */
    void run(UUID id) {
        var job = jobs.find(id);
        var order = jobs.order(id);
        if (job.isEmpty() || order.isEmpty()) {
            return; // cancelled meanwhile
        }
        if (job.get().starts() >= MOST_STARTS) {
            ends.failed(id, "the service stopped " + MOST_STARTS + " times while it worked on this; it is given up");
            return;
        }
        try (var _ = running.enter(id)) {
            inTurn(job.get(), order.get());
        } catch (InterruptedException | RuntimeException e) {
            if (jobs.find(id).map(Job::state).filter(JobState::isOver).isEmpty()) {
                throw new IllegalStateException("not finished", e);
            }
            LOG.info("job={} event=broken-off", id);
        }
    }

    private void inTurn(Job job, Order order) throws InterruptedException {
        var turn = turns.enter(ahead -> {});
        if (turn.isEmpty()) {
            throw new IllegalStateException("too many other builds wait");
        }
        try (var _ = turn.get()) {
            if (!jobs.begin(job.id())) {
                return;
            }
            ends.tell(job.id());
            LOG.info("job={} event=started image={} start={}", job.id(), order.image(), job.starts() + 1);
            var outcome = attempt(job, order);
            switch (outcome) {
                case Outcome.Pushed pushed -> finish(job, order, pushed.image());
                case Outcome.Failed failed -> ends.failed(job.id(), failed.reason());
            }
            LOG.info("job={} event=ended outcome=\"{}\"", job.id(), words(outcome));
        }
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Pushed pushed -> "pushed " + pushed.image().digest();
            case Outcome.Failed failed -> "failed: " + failed.reason();
        };
    }

    private void finish(Job job, Order order, BuildAndPush.Pushed pushed) {
        ends.finished(job.id(), pushed.digest());
        pushed.evidence().ifPresent(kept -> attach.later(job.id(), order, kept));
    }

    /** The log is whole before anybody is told that the job is over. */
    private Outcome attempt(Job job, Order order) throws InterruptedException {
        try (var buffer = new LogBuffer(progress, job.id())) {
            var log = new Transcript(buffer, redaction(order), logBytes);
            if (job.starts() > 0) {
                log.line("The service was restarted; this job begins again.");
            }
            var outcome = outcome(job, order, log);
            if (outcome instanceof Outcome.Failed failed) {
                log.line(failed.reason());
            }
            return outcome;
        }
    }

    private Outcome outcome(Job job, Order order, Transcript log) throws InterruptedException {
        try {
            return new Outcome.Pushed(work.run(job.id(), order, log, () -> {
                if (jobs.pushing(job.id())) {
                    ends.tell(job.id());
                }
            }));
        } catch (FetchRefused | SourceRefused | BuildFailed | PushFailed e) {
            return new Outcome.Failed(log.redact(reason(e)));
        } catch (EngineProblem | StorageProblem e) {
            LOG.warn("job={} event=broken reason=\"{}\"", job.id(), log.redact(reason(e)));
            return new Outcome.Failed(log.redact(reason(e)));
        } catch (IOException e) {
            LOG.warn("job={} event=broken", job.id(), e);
            return new Outcome.Failed("the service could not read or unpack the source: its disk is full or broken");
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("for no known reason");
    }

    /** The password in every form it travels in, and what a hook is signed with never gets here. */
    private static Redaction redaction(Order order) {
        List<String> secrets = new ArrayList<>();
        Optional<RegistryLogin> login = order.login();
        login.ifPresent(who -> {
            secrets.add(who.password());
            secrets.add(Base64.getEncoder()
                    .encodeToString((who.username() + ":" + who.password()).getBytes(StandardCharsets.UTF_8)));
        });
        return Redaction.of(secrets);
    }
}
