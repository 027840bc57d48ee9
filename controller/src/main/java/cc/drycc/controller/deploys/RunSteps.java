package cc.drycc.controller.deploys;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.StepImage;
import cc.drycc.controller.limits.Limits;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.logs.OutputLines;
import cc.drycc.controller.releases.Release;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobEnd;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.Pipeline;
import cc.drycc.imagebuilder.dryccpath.RunStep;
import cc.drycc.imagebuilder.transcript.Transcript;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The release phase of one deploy (seed 5.16): what pipelines want run before their pods start, one after the other in the
 * order of their files' names, before any pod of the app is replaced. What they write goes to who watches the deploy and
 * to the app's log.
 *
 * <p>Each is run once, also when the engine fails later in the deploy and that is tried again; when the platform died
 * meanwhile it is run again from the start.
 */
final class RunSteps {

    private static final long MOST_OUTPUT = 1L << 20;
    private static final int MOST_SHOWN = 400;
    private static final int MOST_LOGGED = 1_000;
    private static final int LAST_LINES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final App app;
    private final Release release;
    private final ReleaseRunner runner;
    private final AppLog log;
    private final Consumer<String> watchers;
    private final Transcript careful;
    private final Set<ProcessType> done = new HashSet<>();

    /** @param watchers told each line */
    RunSteps(App app, Release release, ReleaseRunner runner, AppLog log, Consumer<String> watchers) {
        this.app = app;
        this.release = release;
        this.runner = runner;
        this.log = log;
        this.watchers = watchers;
        this.careful = new Transcript(line -> {}, runner.redaction(release), Long.MAX_VALUE);
    }

    /** Runs those of the plan's pipelines that were not run yet. */
    void run(ReleasePlan plan) throws RunFailed, NotDeployable, InterruptedException {
        if (plan.build().path().isEmpty()) {
            return;
        }
        var built = plan.build().path().get();
        for (Pipeline pipeline : built.path().inOrder()) {
            var type = pipeline.type();
            var image = built.run().get(type);
            if (pipeline.run().isPresent() && image != null && release.isFor(type) && !done.contains(type)) {
                run(plan, type, pipeline.run().get(), image);
                done.add(type);
            }
        }
    }

    private void run(ReleasePlan plan, ProcessType type, RunStep step, StepImage image)
            throws RunFailed, NotDeployable, InterruptedException {
        if (!runner.has(image.id())) {
            throw new NotDeployable(
                    "the image of what %s runs first, %s, is no longer in the engine's store; push again"
                            .formatted(type, image.name()));
        }
        var output = new Output(type);
        output.show("%s: running %s".formatted(type, words(step, image)));
        var lines = new OutputLines(output::line);
        var end = runner.run(job(plan, type, step, image), lines);
        lines.end();
        switch (end) {
            case JobEnd.Exited(int code) when code == 0 -> output.show(type + ": run ended well");
            case JobEnd.Exited(int code) -> throw output.failed("ended with exit code " + code);
            case JobEnd.TimedOut(var limit) ->
                throw output.failed("took longer than %d s and was stopped".formatted(limit.toSeconds()));
            case JobEnd.OutOfMemory(long limit) ->
                throw output.failed("was killed: out of memory (limit %d MiB)".formatted(limit >> 20));
            case JobEnd.NotStarted(String reason) -> throw output.failed("could not start: " + reason);
        }
    }

    private static String words(RunStep step, StepImage image) {
        var words = new ArrayList<>(step.command());
        words.addAll(step.args());
        return words.isEmpty() ? image.name() : String.join(" ", words);
    }

    private Job job(ReleasePlan plan, ProcessType type, RunStep step, StepImage image) throws NotDeployable {
        return new Job(
                app.name(),
                new PodName("%s-%s-run-%s".formatted(app.name(), type, suffix())),
                image.id().asRef(),
                step.command(),
                step.args(),
                plan.environment(type),
                Limits.of(plan.config(), type),
                step.timeout(),
                MOST_OUTPUT);
    }

    private static String suffix() {
        return String.format(Locale.ROOT, "%05x", RANDOM.nextInt(1 << 20));
    }

    /** What one step writes, without secrets. */
    private final class Output {

        private final ProcessType type;
        private final List<String> last = new ArrayList<>();
        private int lines;

        Output(ProcessType type) {
            this.type = type;
        }

        void show(String text) {
            var clean = careful.redact(text);
            watchers.accept(clean);
            log.say(app.uuid(), "run", release.tag() + " " + clean);
        }

        void line(String raw) {
            var clean = careful.redact(raw);
            lines++;
            if (lines <= MOST_SHOWN) {
                watchers.accept("  " + clean);
            } else if (lines == MOST_SHOWN + 1) {
                watchers.accept("  …more is in the app's log: drycc logs -a " + app.name());
            }
            if (lines <= MOST_LOGGED && !clean.isBlank()) {
                log.say(app.uuid(), "run", "%s %s: %s".formatted(release.tag(), type, clean));
            } else if (lines == MOST_LOGGED + 1) {
                log.say(app.uuid(), "run", "%s %s: …the rest is not kept".formatted(release.tag(), type));
            }
            last.add(clean);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }

        RunFailed failed(String how) {
            return new RunFailed("%s: its run before the deploy %s".formatted(type, how), last);
        }
    }
}
