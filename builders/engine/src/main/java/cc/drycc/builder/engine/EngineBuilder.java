package cc.drycc.builder.engine;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.bases.BorrowedImages;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.dockerfile.Mounts;
import cc.drycc.imagebuilder.source.DockerIgnore;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.Map;

/** Builds a {@code Dockerfile} with the engine that runs the apps. */
public final class EngineBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it (seed 5.2). */
    public static final String NAME = "container";

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
    public String description() {
        return "a Dockerfile at the top, built by the engine that runs the apps";
    }

    @Override
    public boolean supports(Source source) {
        return source.has(CheckedDockerfile.NAME);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var dockerfile = CheckedDockerfile.of(request, images, images.mountsSecrets() ? Mounts.SECRETS : Mounts.NONE);
        log.line("-----> Building Docker image");
        if (!dockerfile.secrets().isEmpty() && request.cache() == LayerCache.USE) {
            log.line("       it mounts secrets: built without the layer cache, which is every app's");
        }
        try (var bases = new BorrowedImages(images, request)) {
            dockerfile.take(bases, log);
            return dockerfile.built(images.build(order(request, dockerfile.secrets()), log));
        }
    }

    /** The engine finds a layer by the text of its command, whatever the secret was and whosever. */
    private static boolean isUncached(BuildRequest request, Map<String, String> secrets) {
        return request.cache() == LayerCache.SKIP || !secrets.isEmpty();
    }

    private static ImageBuild order(BuildRequest request, Map<String, String> secrets)
            throws SourceRefused, IOException {
        var limits = request.limits();
        return new ImageBuild(
                request.source().root(),
                DockerIgnore.of(request.source()),
                request.recipe().dockerfile(),
                request.image(),
                request.recipe().buildArgs(),
                secrets,
                request.labels(),
                isUncached(request, secrets),
                limits.resources(),
                limits.time(),
                limits.logBytes(),
                limits.disk());
    }
}
