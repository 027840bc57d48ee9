package cc.drycc.imagebuilder;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.PushFailed;
import cc.drycc.imagebuilder.BuildOutcome.Built;
import cc.drycc.imagebuilder.BuildOutcome.BuiltPath;
import cc.drycc.imagebuilder.BuildOutcome.Failed;
import cc.drycc.imagebuilder.BuildOutcome.Fault;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.dryccpath.DryccPathProblem;
import cc.drycc.imagebuilder.dryccpath.ReadDryccPath;
import cc.drycc.imagebuilder.evidence.Observed;
import cc.drycc.imagebuilder.procfile.Procfile;
import cc.drycc.imagebuilder.procfile.ProcfileProblem;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.imagebuilder.source.ArchiveFormats;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.source.Unpacked;
import cc.drycc.imagebuilder.transcript.Transcript;
import cc.drycc.storage.StorageProblem;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps around every builder: wait for a turn, fetch the archive, unpack it, read {@code .drycc} or the Procfile,
 * choose a builder, build, push to the platform's registry when there is one. Expected failures come back as values; whatever happens, the unpacked source is removed.
 */
public final class BuildImage {

    private static final Logger log = LoggerFactory.getLogger(BuildImage.class);

    private final SourceArchives archives;
    private final ImageBuilders builders;
    private final BuildQueue queue;
    private final BuildSettings settings;
    private final Optional<PlatformRegistry> registry;

    /** One whose images stay in the engine. @throws IOException as below */
    public BuildImage(SourceArchives archives, ImageBuilders builders, BuildQueue queue, BuildSettings settings)
            throws IOException {
        this(archives, builders, queue, settings, Optional.empty());
    }

    /** @throws IOException when the work folder cannot be swept of what an earlier process left */
    public BuildImage(
            SourceArchives archives,
            ImageBuilders builders,
            BuildQueue queue,
            BuildSettings settings,
            Optional<PlatformRegistry> registry)
            throws IOException {
        this.archives = archives;
        this.builders = builders;
        this.queue = queue;
        this.settings = settings;
        this.registry = registry;
        Source.sweep(settings.workFolder());
    }

    /**
     * Builds; returns when it is over.
     *
     * @param output gets every line at once, without secrets
     * @throws InterruptedException the build was stopped and cleaned up
     */
    public BuildOutcome run(BuildJob job, BuildLog output) throws InterruptedException {
        var transcript = new Transcript(
                output, ConfigSecrets.redaction(job.secrets()), settings.build().logBytes());
        var turn = queue.enter(ahead -> transcript.line(waiting(ahead)));
        if (turn.isEmpty()) {
            return new Failed(Fault.PLATFORM, "Too many builds are waiting; nothing was changed, try again later");
        }
        try (var _ = turn.get()) {
            log.info("build=started app={} sha={}", job.app(), job.sha());
            var outcome = attempt(job.at(registry), transcript);
            log.info("build=ended app={} sha={} outcome={}", job.app(), job.sha(), name(outcome));
            return outcome;
        }
    }

    /** The builders it chooses from. */
    public ImageBuilders builders() {
        return builders;
    }

    /** Where its images go; empty when they stay in the engine. */
    public Optional<PlatformRegistry> registry() {
        return registry;
    }

    private static String waiting(int ahead) {
        return ahead == 1
                ? "       waiting for 1 build before yours"
                : "       waiting for " + ahead + " builds before yours";
    }

    private static String name(BuildOutcome outcome) {
        return switch (outcome) {
            case Built built -> "built image=" + built.image().id();
            case BuiltPath built -> "built images=" + built.images().size();
            case Failed failed -> "failed fault=" + failed.fault();
        };
    }

    private BuildOutcome attempt(BuildJob job, Transcript transcript) throws InterruptedException {
        var started = Instant.now();
        try {
            var unpacked = unpack(job);
            try (Source source = unpacked.source()) {
                return build(job, source, transcript, new Observed(started, unpacked.sha256(), transcript));
            }
        } catch (SourceRefused | ProcfileProblem | DryccPathProblem | BuildFailed e) {
            return failed(Fault.SOURCE, e, transcript);
        } catch (PushFailed e) {
            return new Failed(Fault.PLATFORM, transcript.redact(reason(e)) + "; nothing was changed, " + advice(e));
        } catch (StorageProblem | EngineProblem e) {
            log.warn("build=broken app={} sha={} reason=\"{}\"", job.app(), job.sha(), transcript.redact(reason(e)));
            return failed(Fault.PLATFORM, e, transcript);
        } catch (IOException e) {
            log.warn("build=broken app={} sha={}", job.app(), job.sha(), e);
            return new Failed(
                    Fault.PLATFORM,
                    "The platform could not read or unpack the source: its storage or disk is full or broken; nothing was changed");
        }
    }

    private static String advice(PushFailed e) {
        return switch (e.again()) {
            case MAY_WORK -> "try again later";
            case IS_USELESS -> "the platform's operator has to look at it";
        };
    }

    private static Failed failed(Fault fault, Exception e, Transcript transcript) {
        return new Failed(fault, transcript.redact(reason(e)));
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private Unpacked unpack(BuildJob job) throws SourceRefused, IOException {
        return Unpacked.of(
                archives.open(job.archive()), settings.workFolder(), settings.extract(), ArchiveFormats.TAR_OR_ZIP);
    }

    private BuildOutcome build(BuildJob job, Source source, Transcript transcript, Observed observed)
            throws SourceRefused, ProcfileProblem, DryccPathProblem, BuildFailed, PushFailed, IOException,
                    InterruptedException {
        var path = ReadDryccPath.of(source);
        var outcome = path.isPresent()
                ? new BuildPath(builders, settings, job, source, path.get(), observed).run(transcript)
                : buildOne(job, source, observed);
        var pushed = pushed(outcome, transcript);
        transcript.line("Build complete.");
        return pushed;
    }

    private Built buildOne(BuildJob job, Source source, Observed observed)
            throws SourceRefused, ProcfileProblem, BuildFailed, IOException, InterruptedException {
        var builder = builders.choose(source, job.config());
        var procfileText = source.text("Procfile");
        var procfile = procfileText.isPresent() ? Procfile.parse(procfileText.get()) : Procfile.NONE;
        var order = new BuildOrder(job, source, settings, job.config());
        var image = builder.build(order.request(builder.name(), job.image(), Recipe.DEFAULT), observed.log());
        var processes = image.processes().isEmpty() ? procfile : new Procfile(image.processes());
        var facts = observed.end(builder.name(), builder.version(), image.bases(), source);
        return new Built(image, builder.name(), processes, job.sha(), facts);
    }

    private BuildOutcome pushed(BuildOutcome outcome, Transcript transcript) throws PushFailed, InterruptedException {
        return registry.isEmpty() ? outcome : new PushOutcome(registry.get()).push(outcome, transcript);
    }
}
