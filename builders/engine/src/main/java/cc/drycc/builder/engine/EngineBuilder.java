package cc.drycc.builder.engine;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.BuildArgs;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.source.DockerIgnore;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.Map;

/** Builds a {@code Dockerfile} with the engine that runs the apps. */
public final class EngineBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it (seed 5.2). */
    public static final String NAME = "container";

    private static final String DOCKERFILE = "Dockerfile";

    private final ImageStore images;

    /** @param images the engine's store, where the image will be */
    public EngineBuilder(ImageStore images) {
        this.images = images;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(Source source) {
        return source.has(DOCKERFILE);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var text = request.source().text(DOCKERFILE);
        if (text.isEmpty()) {
            throw new BuildFailed("There is no Dockerfile at the top of the source");
        }
        var file = Dockerfile.parse(text.get());
        RunRules.check(file);
        ImageSources.check(file, request, images);
        var ports = Ports.of(file, request.config());

        log.line("-----> Building Docker image");
        Image image = images.build(order(request), log);
        checkLabels(request, image);
        return new BuiltImage(request.image(), image.id(), ports.of(image), text.get());
    }

    private static ImageBuild order(BuildRequest request) throws SourceRefused, IOException {
        var limits = request.limits();
        return new ImageBuild(
                request.source().root(),
                DockerIgnore.of(request.source()),
                DOCKERFILE,
                request.image(),
                request.buildArgs() == BuildArgs.CONFIG ? request.config() : Map.of(),
                request.labels(),
                request.cache() == LayerCache.SKIP,
                limits.resources(),
                limits.time(),
                limits.logBytes());
    }

    /** By its labels an image is found, kept from other apps and cleaned up: they must be ours, whatever LABEL said. */
    private void checkLabels(BuildRequest request, Image image) throws BuildFailed {
        if (!image.labels().entrySet().containsAll(request.labels().entrySet())) {
            images.remove(image.id());
            throw new BuildFailed("The Dockerfile changes labels of the platform: remove LABEL cc.drycc.… from it");
        }
    }
}
