package cc.drycc.builder.engine;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.evidence.BaseImage;
import cc.drycc.imagebuilder.source.DockerIgnore;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds a {@code Dockerfile} with the engine that runs the apps. */
public final class EngineBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it (seed 5.2). */
    public static final String NAME = "container";

    private static final String DOCKERFILE = "Dockerfile";

    /** How a complaint begins, whatever the file is called. */
    private static final Pattern OF_DOCKERFILE = Pattern.compile("^Dockerfile(?= line )");

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
        return source.has(DOCKERFILE);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var name = request.recipe().dockerfile();
        var text = request.source().text(name);
        if (text.isEmpty()) {
            throw new BuildFailed(
                    "There is no " + name + (name.equals(DOCKERFILE) ? " at the top of" : " in") + " the source");
        }
        var checked = check(text.get(), request);

        log.line("-----> Building Docker image");
        Image image = images.build(order(request), log);
        checkLabels(request, image);
        return new BuiltImage(request.image(), image.id(), checked.ports().of(image), text.get())
                .upon(bases(checked.sources()));
    }

    /** What is known before the engine is asked. */
    private record Checked(Ports ports, List<String> sources) {}

    private List<BaseImage> bases(List<String> names) {
        return names.stream()
                .flatMap(name -> images.find(new ImageRef(name)).map(base -> new BaseImage(name, base.id())).stream())
                .toList();
    }

    /** Everything that can be said before the engine is asked. */
    private Checked check(String text, BuildRequest request) throws BuildFailed {
        try {
            var file = Dockerfile.parse(text);
            RunRules.check(file);
            AddRules.check(file);
            var sources = ImageSources.check(file, request, images);
            var ports = request.recipe().processType().equals(ProcessType.WEB)
                    ? Ports.of(file, request.config())
                    : Ports.NONE;
            return new Checked(ports, sources);
        } catch (BuildFailed e) {
            throw new BuildFailed(OF_DOCKERFILE
                    .matcher(String.valueOf(e.getMessage()))
                    .replaceFirst(Matcher.quoteReplacement(request.recipe().dockerfile())));
        }
    }

    private static ImageBuild order(BuildRequest request) throws SourceRefused, IOException {
        var limits = request.limits();
        return new ImageBuild(
                request.source().root(),
                DockerIgnore.of(request.source()),
                request.recipe().dockerfile(),
                request.image(),
                request.recipe().buildArgs(),
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
