package cc.drycc.buildservice.run;

import cc.drycc.buildservice.evidence.JobEvidence;
import cc.drycc.buildservice.fetch.FetchRefused;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PushFailed;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.evidence.Component;
import cc.drycc.imagebuilder.evidence.Observed;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.storage.StorageProblem;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Build, push, purge (seed 001). In the engine an image has a name of this job's own, in the namespace that no Dockerfile
 * may take from, until it is gone again.
 */
public final class BuildAndPush {

    private static final Logger LOG = LoggerFactory.getLogger(BuildAndPush.class);

    /**
     * An image on its way to a registry may expose as many ports as it likes. That one is named keeps the builder from
     * asking which is the app's; nothing of the build sees it.
     */
    private static final Map<String, String> NO_QUESTIONS = Map.of("PORT", "8080");

    private final FetchSource sources;
    private final ImageBuilder builder;
    private final ImageStore images;
    private final Registries registries;
    private final Naming naming;
    private final BuildLimits limits;
    private final JobEvidence evidence;

    /**
     * How images are called while they are in the engine. They get no labels: what is pushed has nothing in it that its
     * Dockerfile did not say, and a label takes the engine one more layer.
     *
     * @param namespace this service's own, such as {@code drycc-a9ca89e8}
     */
    public record Naming(String namespace) {

        private ImageRef of(UUID job) {
            return new ImageRef(namespace + "/build-" + job + ":latest");
        }

        private boolean owns(ImageRef name) {
            return name.value().replaceFirst("^localhost/", "").startsWith(namespace + "/build-");
        }
    }

    public BuildAndPush(
            FetchSource sources,
            ImageBuilder builder,
            ImageStore images,
            Registries registries,
            Naming naming,
            BuildLimits limits,
            JobEvidence evidence) {
        this.sources = sources;
        this.builder = builder;
        this.images = images;
        this.registries = registries;
        this.naming = naming;
        this.limits = limits;
        this.evidence = evidence;
    }

    /** Removes the images that a process which died has left. */
    public void purgeLeftovers() {
        images.names().stream().filter(naming::owns).forEach(this::purge);
    }

    /**
     * What is in the registry now.
     *
     * @param evidence of it; empty when it could not be kept
     */
    record Pushed(Digest digest, Optional<JobEvidence.Kept> evidence) {}

    /** @param pushing told when the build is done */
    Pushed run(UUID job, Order order, BuildLog log, Runnable pushing)
            throws FetchRefused, SourceRefused, BuildFailed, PushFailed, IOException, InterruptedException {
        registries.check(order.image());
        var name = naming.of(job);
        try {
            var made = build(job, order, name, log);
            pushing.run();
            log.line("-----> Pushing to " + order.image());
            // looking takes as long as a small push; the end waits for it, as an image that is looked into stays
            try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
                var installed = beside.submit(() -> evidence.installed(made.id()));
                var digest = registries.push(name, order.image(), order.login(), log);
                log.line("digest: " + digest);
                return new Pushed(digest, keepEvidence(job, order, made, installed, digest, log));
            }
        } finally {
            purge(name);
        }
    }

    private record Made(ImageId id, BuildFacts facts) {}

    private Made build(UUID job, Order order, ImageRef name, BuildLog log)
            throws FetchRefused, SourceRefused, BuildFailed, IOException, InterruptedException {
        var started = Instant.now();
        var fetched = sources.fetch(job, order.source());
        try (Source source = fetched.source()) {
            checkDockerfile(source);
            var observed = new Observed(started, fetched.sha256(), log);
            var image = builder.build(request(job, source, name), observed.log());
            return new Made(image.id(), observed.end(builder.name(), builder.version(), image.bases(), source));
        }
    }

    /** The image is where it was wanted: what fails here fails nothing. */
    private Optional<JobEvidence.Kept> keepEvidence(
            UUID job, Order order, Made made, Future<SortedSet<Component>> installed, Digest digest, BuildLog log)
            throws InterruptedException {
        try {
            return Optional.of(evidence.keep(job, order, made.id(), installed.get(), digest, made.facts()));
        } catch (ExecutionException | StorageProblem e) {
            LOG.warn("job={} event=evidence-not-kept reason=\"{}\"", job, e.getMessage());
            log.line(" !     The evidence of this build is not kept: the service's engine or storage failed");
            return Optional.empty();
        }
    }

    private static void checkDockerfile(Source source) throws SourceRefused, IOException {
        if (!source.has("Dockerfile")) {
            var below = source.findBelow("Dockerfile")
                    .map(path -> "; there is one at " + path.replaceAll("\\p{Cntrl}", "?") + ", move it to the top")
                    .orElse("");
            throw new SourceRefused("There is no Dockerfile at the top of the archive" + below);
        }
    }

    private BuildRequest request(UUID job, Source source, ImageRef name) {
        return new BuildRequest(
                new AppName("build-" + job),
                "",
                source,
                name,
                NO_QUESTIONS,
                Map.of(),
                limits,
                LayerCache.USE,
                Recipe.DEFAULT);
    }

    /** An engine that is away must not hide why the job failed; what it keeps is removed at the next start. */
    private void purge(ImageRef name) {
        boolean interrupted = Thread.interrupted(); // it would break the call
        try {
            images.untag(name);
        } catch (EngineProblem e) {
            LOG.warn("image={} event=not-purged problem=\"{}\"", name, e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
