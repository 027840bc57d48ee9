package cc.drycc.controller.runs;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.deploys.NotDeployable;
import cc.drycc.controller.deploys.ReleasePlan;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.deploys.ShellCommand;
import cc.drycc.controller.limits.Limits;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Runs a one-off command in a container of the app's current release, with its config, and waits for its end. */
public final class RunCommand {

    /** How long a command may run when nobody says otherwise (reference controller). */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

    /** Commands of the whole platform at the same time. */
    public static final int AT_ONCE = 16;

    /** The longest command line, in characters: the kernel takes 128 KiB for one argument. */
    public static final int LONGEST_COMMAND = 64 * 1024;

    private static final long MOST_OUTPUT = 4L << 20;
    private static final String SUFFIX = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random = new SecureRandom();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ReleaseLedger ledger;
    private final ReleaseRunner runner;
    private final Engine engine;

    public RunCommand(ReleaseLedger ledger, ReleaseRunner runner, Engine engine) {
        this.ledger = ledger;
        this.runner = runner;
        this.engine = engine;
    }

    /**
     * How a command ended.
     *
     * @param exitCode its own; 124 when it ran too long, 137 when its memory limit killed it, 126 when it could not start
     * @param output what it wrote to both streams
     */
    public record Ended(int exitCode, String output) {}

    /** @throws Problem with the reason; nothing was started */
    public Ended run(App app, String command, Duration timeout) throws InterruptedException {
        if (command.isBlank()) {
            throw new Problem.InvalidField("command", "This field may not be blank.");
        }
        if (command.length() > LONGEST_COMMAND || command.indexOf('\0') >= 0) {
            throw new Problem.InvalidField(
                    "command", "It must be at most %d characters, without NUL".formatted(LONGEST_COMMAND));
        }
        var plan = plan(app);
        if (!free.tryAcquire()) {
            throw new Problem.TooMany(
                    "%d one-off commands are running already; try again later".formatted(AT_ONCE),
                    Duration.ofSeconds(10));
        }
        try {
            var output = new RunOutput();
            return ended(engine.run(job(app, plan, command, timeout), output), output);
        } catch (NotDeployable e) {
            throw new Problem.Refused(e.reason());
        } finally {
            free.release();
        }
    }

    private ReleasePlan plan(App app) {
        try {
            var release = ledger.find(app.uuid(), app.current());
            var plan = release.isEmpty() ? Optional.<ReleasePlan>empty() : runner.plan(app, release.get());
            return plan.orElseThrow(() -> new Problem.Refused("no build available, please deploy a release"));
        } catch (NotDeployable e) {
            throw new Problem.Refused(e.reason());
        }
    }

    private Job job(App app, ReleasePlan plan, String command, Duration timeout) throws NotDeployable {
        return new Job(
                app.name(),
                new PodName(app.name() + "-run-" + suffix()),
                plan.image().id().asRef(),
                ShellCommand.ENTRYPOINT,
                List.of(command),
                plan.environment(ProcessType.RUN),
                Limits.of(plan.config(), ProcessType.RUN),
                timeout,
                MOST_OUTPUT);
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
