package cc.drycc.imagebuilder;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.BuildOutcome.BuiltPath;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.dryccpath.BuildStep;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import cc.drycc.imagebuilder.dryccpath.Pipeline;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.evidence.Observed;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.transcript.Transcript;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds the images a {@code .drycc} folder asks for, one after the other: that of {@code web} under the image's own name,
 * those of others with {@code -<process type>} behind it, and the source's own image when a step needs it and {@code web}
 * is not built.
 */
final class BuildPath {

    private final ImageBuilders builders;
    private final BuildSettings settings;
    private final BuildJob job;
    private final Source source;
    private final DryccPath path;
    private final Observed observed;

    BuildPath(
            ImageBuilders builders,
            BuildSettings settings,
            BuildJob job,
            Source source,
            DryccPath path,
            Observed observed) {
        this.builders = builders;
        this.settings = settings;
        this.job = job;
        this.source = source;
        this.path = path;
        this.observed = observed;
    }

    BuiltPath run(Transcript transcript) throws SourceRefused, BuildFailed, IOException, InterruptedException {
        if (source.has("Procfile")) {
            transcript.line(" !     There is a .drycc folder: the Procfile is ignored");
        }
        var images = new TreeMap<ProcessType, BuiltImage>();
        for (var pipeline : webFirst()) {
            if (pipeline.build().isPresent()) {
                images.put(pipeline.type(), build(pipeline, pipeline.build().get(), transcript));
            }
        }
        var ofApp = ofApp(images);
        var stack = stack(ofApp);
        return new BuiltPath(path, ofApp.map(Named::image), images, stack, job.sha(), facts(stack, ofApp, images));
    }

    private BuildFacts facts(String stack, Optional<Named> ofApp, SortedMap<ProcessType, BuiltImage> images)
            throws SourceRefused, IOException {
        var bases = Stream.concat(ofApp.stream().map(Named::image), images.values().stream())
                .flatMap(image -> image.bases().stream())
                .distinct()
                .toList();
        return observed.end(stack, builders.named(stack).version(), bases, source);
    }

    private Iterable<Pipeline> webFirst() {
        return path.inOrder().stream()
                .sorted(Comparator.comparing(pipeline -> !pipeline.type().equals(ProcessType.WEB)))
                .toList();
    }

    private record Named(BuiltImage image, String builder) {}

    private BuiltImage build(Pipeline pipeline, BuildStep step, Transcript transcript)
            throws SourceRefused, BuildFailed, IOException, InterruptedException {
        var type = pipeline.type();
        transcript.line("-----> %s: %s".formatted(type, step.docker()));
        var name = type.equals(ProcessType.WEB)
                ? job.image()
                : new ImageRef(job.image().value() + "-" + type);
        return build(builders.forDockerfiles(), name, new Recipe(type, step.docker(), step.arg()));
    }

    private Optional<Named> ofApp(SortedMap<ProcessType, BuiltImage> images)
            throws SourceRefused, BuildFailed, IOException, InterruptedException {
        var web = images.get(ProcessType.WEB);
        if (web != null) {
            return Optional.of(new Named(web, builders.forDockerfiles().name()));
        }
        if (!path.needsImageOfApp()) {
            return Optional.empty();
        }
        var builder = builders.choose(source, path.environment(ProcessType.WEB));
        return Optional.of(new Named(build(builder, job.image(), Recipe.DEFAULT), builder.name()));
    }

    private String stack(Optional<Named> ofApp) throws SourceRefused {
        return ofApp.isPresent()
                ? ofApp.get().builder()
                : builders.forDockerfiles().name();
    }

    /** What the folder says is what the image runs with: it takes the place of what was set before. */
    private BuiltImage build(ImageBuilder builder, ImageRef name, Recipe recipe)
            throws SourceRefused, BuildFailed, IOException, InterruptedException {
        var config = path.environment(recipe.processType());
        var careful = new Transcript(
                observed.log(),
                ConfigSecrets.redaction(config),
                settings.build().logBytes());
        try {
            return builder.build(
                    new BuildOrder(job, source, settings, config).request(builder.name(), name, recipe), careful);
        } catch (BuildFailed e) {
            throw new BuildFailed(recipe.processType() + ": " + careful.redact(String.valueOf(e.getMessage())));
        }
    }
}
