package cc.drycc.builder.slug;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.PullPolicy;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.HttpPort;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import cc.drycc.imagebuilder.evidence.BaseImage;
import cc.drycc.imagebuilder.source.Scratch;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds with classic buildpacks: whatever those of the stack image can build. */
public final class SlugBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it. */
    public static final String NAME = "slug";

    /** Who the history of an image says made the layer. */
    static final String AUTHOR = "drycc slug";

    private final Engine engine;
    private final SlugSettings settings;

    /** @param engine runs the buildpacks */
    public SlugBuilder(Engine engine, SlugSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "classic buildpacks of "
                + settings.stack()
                        .map(ImageRef::value)
                        .orElse("a stack image (%s is not set)".formatted(SlugSettings.STACK));
    }

    @Override
    public boolean supports(Source source) {
        return source.has(Order.FILE) && settings.stack().isPresent();
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        try (Scratch scratch = request.source().scratch()) {
            Image stack = stack(log);
            Slug slug = compile(stack, request, scratch.folder(), log);
            Image runner = runner(stack, log);
            var made = image(slug, runner, request, scratch.folder());
            return made.upon(
                    runner.id().equals(stack.id()) ? List.of(base(stack)) : List.of(base(runner), base(stack)));
        }
    }

    /**
     * A slug.
     *
     * @param stack what it was compiled in
     */
    public record Compiled(Slug slug, BaseImage stack) {}

    /**
     * Makes a slug and no image.
     *
     * @param folder where it is made; the caller removes it
     * @throws BuildFailed with the reason for the person whose source it is
     */
    public Compiled compile(BuildRequest request, Path folder, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        Image stack = stack(log);
        return new Compiled(compile(stack, request, folder, log), base(stack));
    }

    private static BaseImage base(Image image) {
        var name = image.tags().stream().findFirst().orElse(image.id().asRef());
        return new BaseImage(name.value(), image.id());
    }

    private Slug compile(Image stack, BuildRequest request, Path folder, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        log.line("-----> Compiling a slug with " + name(stack));
        Path left = new Compile(engine, name(stack), stack, settings).run(request, folder, log);
        log.line("-----> Packing the slug");
        return PackSlug.pack(left, folder.resolve(Slug.NAME), settings.maxBytes());
    }

    private ImageRef name(Image stack) {
        return settings.stack().orElse(stack.id().asRef());
    }

    private Image stack(BuildLog log) throws BuildFailed, InterruptedException {
        return pull(
                settings.stack()
                        .orElseThrow(() -> new BuildFailed(
                                "This platform has no stack to build slugs with: its operator sets %s to an image"
                                        .formatted(SlugSettings.STACK))),
                log);
    }

    private Image runner(Image stack, BuildLog log) throws BuildFailed, InterruptedException {
        Optional<ImageRef> named = Optional.ofNullable(stack.labels().get(SlugSettings.RUNNER_LABEL))
                .filter(ImageRef::isValid)
                .map(ImageRef::new);
        Optional<ImageRef> runner = settings.runner().or(() -> named);
        return runner.isPresent() ? pull(runner.get(), log) : stack;
    }

    private Image pull(ImageRef name, BuildLog log) throws BuildFailed, InterruptedException {
        try {
            return engine.images().pull(name, Optional.empty(), PullPolicy.IF_NOT_PRESENT, log);
        } catch (BuildFailed e) {
            throw new BuildFailed("The image %s cannot be had: %s".formatted(name, e.getMessage()));
        }
    }

    private BuiltImage image(Slug slug, Image runner, BuildRequest request, Path folder)
            throws BuildFailed, IOException, InterruptedException {
        Path saved = folder.resolve("runner.tar");
        Path file = folder.resolve("image.tar");
        engine.images().save(runner.id(), saved);
        ImageId id;
        try (ImageArchive archive = ImageArchive.open(saved)) {
            archive.append(slug.file(), slug.diffId(), AUTHOR);
            Runner.startIn(archive.configuration(), slug);
            archive.configuration().label(request.labels());
            id = archive.write(file);
        } catch (ArchiveRefused e) {
            throw new BuildFailed("The runner image %s cannot be used: %s".formatted(runner.id(), e.getMessage()));
        }
        Image image = engine.images().load(file, id, request.image());
        var port = HttpPort.of(image, request.config());
        return new BuiltImage(request.image(), image.id(), port, "", Runner.processes(slug));
    }
}
