package cc.drycc.builder.buildpacks;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.HttpPort;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import cc.drycc.imagebuilder.bases.BorrowedImages;
import cc.drycc.imagebuilder.procfile.Procfile;
import cc.drycc.imagebuilder.procfile.ProcfileProblem;
import cc.drycc.imagebuilder.source.Scratch;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Builds with Cloud Native Buildpacks: whatever the builder image can build (seed 5.2). */
public final class BuildpackBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it. */
    public static final String NAME = "buildpack";

    private static final String PACK_BUILDER = ".pack-builder";
    private static final List<String> SIGNS = List.of("Procfile", PACK_BUILDER, ProjectFile.NAME);

    private final Engine engine;
    private final BuildpackSettings settings;

    BuildpackBuilder(Engine engine, BuildpackSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Cloud Native Buildpacks, by " + settings.builder() + " or what .pack-builder names";
    }

    @Override
    public boolean supports(Source source) {
        return SIGNS.stream().anyMatch(source::has);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        try (var bases = new BorrowedImages(engine.images(), request)) {
            return build(request, bases, log);
        }
    }

    private BuiltImage build(BuildRequest request, BorrowedImages bases, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var procfile = procfile(request.source());
        var project = ProjectFile.of(request.source());
        ImageRef name = builderName(request.source(), project);
        log.line("-----> Building pack");
        log.line("-----> Using builder " + name);
        var builder = BuilderImage.of(name, image(name, bases, log));
        ImageRef runName = settings.runImage().isPresent() ? settings.runImage().get() : builder.runImage();
        Image run = image(runName, bases, log);
        try (Scratch scratch = request.source().scratch()) {
            Path base = scratch.folder().resolve("run.tar");
            engine.images().save(run.id(), base);
            try (ImageArchive runImage = ImageArchive.open(base)) {
                Path layout = new Lifecycle(engine, name, builder)
                        .create(request, project, runName, runImage, scratch.folder(), log);
                return load(request, procfile, layout, runImage);
            } catch (ArchiveRefused e) {
                throw new BuildFailed(
                        "What the lifecycle of %s made cannot be used: %s".formatted(name, e.getMessage()));
            }
        }
    }

    private static Procfile procfile(Source source) throws SourceRefused, IOException, BuildFailed {
        try {
            var text = source.text("Procfile");
            return text.isPresent() ? Procfile.parse(text.get()) : Procfile.NONE;
        } catch (ProcfileProblem e) {
            throw new BuildFailed(String.valueOf(e.getMessage()));
        }
    }

    private ImageRef builderName(Source source, ProjectFile project) throws SourceRefused, IOException {
        var named = source.text(PACK_BUILDER)
                .map(text -> text.replaceAll("\\s", ""))
                .filter(text -> !text.isEmpty());
        String place = named.isPresent() ? PACK_BUILDER : ProjectFile.NAME;
        Optional<String> name = named.or(project::builder);
        if (name.isEmpty()) {
            return settings.builder();
        }
        if (!ImageRef.isValid(name.get()) || ImageRef.isAmbiguous(name.get())) {
            throw new SourceRefused(place + " must hold the name of a builder image, and nothing else");
        }
        return new ImageRef(name.get());
    }

    private static Image image(ImageRef name, BorrowedImages bases, BuildLog log)
            throws BuildFailed, InterruptedException {
        try {
            return bases.take(name, log);
        } catch (BuildFailed e) {
            throw new BuildFailed("The image %s cannot be had: %s".formatted(name, e.getMessage()));
        }
    }

    private BuiltImage load(BuildRequest request, Procfile procfile, Path layout, ImageArchive runImage)
            throws ArchiveRefused, BuildFailed, IOException, InterruptedException {
        Path file = layout.resolveSibling("image.tar");
        ImageId id;
        try (ImageArchive made = ImageArchive.sparse(layout, Lifecycle.TAR_PREFIX, runImage)) {
            made.configuration().label(request.labels());
            id = made.write(file);
        }
        Image image = engine.images().load(file, id, request.image());
        var port = HttpPort.of(image, request.config());
        return new BuiltImage(request.image(), image.id(), port, "", Processes.of(image, procfile));
    }
}
