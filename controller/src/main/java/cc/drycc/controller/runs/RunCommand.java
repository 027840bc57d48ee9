package cc.drycc.controller.runs;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.deploys.NotDeployable;
import cc.drycc.controller.deploys.ReleasePlan;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.deploys.ShellCommand;
import cc.drycc.controller.limits.Limits;
import cc.drycc.controller.logs.OutputLines;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Attached;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a one-off command in a container of the app's current release, with its config, and waits for its end. */
public final class RunCommand {

    /** Commands of the whole platform at the same time. */
    public static final int AT_ONCE = 16;

    private static final long MOST_OUTPUT = 4L << 20;
    private static final long MOST_DETACHED_OUTPUT = 256L << 10;
    private static final String SUFFIX = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();
    private final ReleaseLedger ledger;
    private final ReleaseRunner runner;
    private final Engine engine;
    private final Places places;

    public RunCommand(ReleaseLedger ledger, ReleaseRunner runner, Engine engine, Quotas quotas) {
        this.ledger = ledger;
        this.runner = runner;
        this.engine = engine;
        this.places = new Places(AT_ONCE, quotas);
    }

    /**
     * How a command ended.
     *
     * @param exitCode its own; 124 when it ran too long, 137 when its memory limit killed it, 126 when it could not start
     * @param output what it wrote to both streams
     */
    public record Ended(int exitCode, String output) {}

    /** @throws Problem with the reason; nothing was started */
    public Ended run(App app, Wanted wanted) throws InterruptedException {
        var job = job(app, wanted, MOST_OUTPUT);
        places.take(app);
        try {
            var output = new RunOutput();
            return ended(engine.run(job, output), output);
        } finally {
            places.leave(app);
        }
    }

    /**
     * Runs it without anybody waiting; what it writes and how it ended go to the app's log.
     *
     * @throws Problem with the reason; nothing was started
     */
    public void detach(App app, Wanted wanted, Consumer<String> log) throws InterruptedException {
        var job = job(app, wanted, MOST_DETACHED_OUTPUT);
        places.take(app);
        Thread.ofVirtual().name(job.name().value()).start(() -> {
            var lines = new OutputLines(log);
            try {
                var output = new RunOutput();
                var end = ended(engine.run(job, lines), output);
                lines.end();
                log.accept(job.name() + " ended with exit code " + end.exitCode() + end.output());
            } catch (EngineProblem e) {
                log.accept(job.name() + " failed: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.leave(app);
            }
        });
    }

    /**
     * Starts it for somebody who talks to it.
     *
     * @throws Problem with the reason; nothing was started
     */
    public Attached talk(App app, Wanted wanted, Interaction interaction) throws InterruptedException {
        var job = job(app, wanted, Long.MAX_VALUE);
        places.take(app);
        try {
            return new Turn(engine.start(job, interaction), () -> places.leave(app));
        } catch (RuntimeException | InterruptedException e) {
            places.leave(app);
            throw e;
        }
    }

    private Job job(App app, Wanted wanted, long mostOutput) throws InterruptedException {
        try {
            return job(app, plan(app), wanted, mostOutput);
        } catch (NotDeployable e) {
            throw new Problem.Refused(e.reason());
        }
    }

    private ReleasePlan plan(App app) throws InterruptedException {
        try {
            var release = ledger.find(app.uuid(), app.current());
            var plan = release.isEmpty() ? Optional.<ReleasePlan>empty() : runner.planWithImages(app, release.get());
            return plan.orElseThrow(() -> new Problem.Refused("no build available, please deploy a release"));
        } catch (NotDeployable e) {
            throw new Problem.Refused(e.reason());
        }
    }

    private Job job(App app, ReleasePlan plan, Wanted wanted, long mostOutput) throws NotDeployable {
        return new Job(
                app.name(),
                new PodName(app.name() + "-run-" + suffix()),
                plan.image().id().asRef(),
                ShellCommand.ENTRYPOINT,
                List.of(wanted.command()),
                plan.environment(ProcessType.RUN),
                Limits.of(plan.config(), ProcessType.RUN),
                wanted.timeout(),
                mostOutput);
    }

    private static Ended ended(JobEnd end, RunOutput output) {
        return switch (end) {
            case JobEnd.Exited(int code) -> new Ended(code, output.text());
            case JobEnd.TimedOut(Duration limit) ->
                new Ended(
                        124,
                        output.text() + "\nstopped after %d s, the timeout of this run\n".formatted(limit.toSeconds()));
            case JobEnd.OutOfMemory(long limit) ->
                new Ended(137, output.text() + "\nkilled: out of memory (limit %d MiB)\n".formatted(limit >> 20));
            case JobEnd.NotStarted(String reason) ->
                new Ended(126, output.text() + "could not start: " + reason + "\n");
        };
    }

    private String suffix() {
        var suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX.charAt(random.nextInt(SUFFIX.length())));
        }
        return suffix.toString();
    }
}
