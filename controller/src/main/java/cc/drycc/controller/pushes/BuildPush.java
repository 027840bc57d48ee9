package cc.drycc.controller.pushes;

import cc.drycc.controller.builds.BuiltImage;
import cc.drycc.controller.builds.BuiltPath;
import cc.drycc.controller.builds.PathImages;
import cc.drycc.controller.builds.StepImage;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.RegistryRule;
import cc.drycc.controller.deploys.CrashPoint;
import cc.drycc.controller.registry.PushedImage;
import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.BuildImage;
import cc.drycc.imagebuilder.BuildJob;
import cc.drycc.imagebuilder.BuildOutcome;
import cc.drycc.imagebuilder.bases.BaseLogins;
import cc.drycc.imagebuilder.evidence.Subject;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts a pushed commit's archive into object storage and has an image made of it. */
public final class BuildPush {

    private final ObjectStore objects;
    private final BuildImage builder;
    private final String repository;
    private final Path workFolder;

    /**
     * @param repository what image names start with, {@code drycc} or {@code drycc-<platform>}
     * @param workFolder where an archive lies while it is sent
     */
    public BuildPush(ObjectStore objects, BuildImage builder, String repository, Path workFolder) {
        this.objects = objects;
        this.builder = builder;
        this.repository = repository;
        this.workFolder = workFolder;
    }

    /** Where the archive is kept: {@code home/hello:git-060da68f/tar}. */
    ObjectKey archiveKey(PushedSource push) {
        return new ObjectKey("home/%s:%s/tar".formatted(push.app(), push.tag()));
    }

    /** Archives and builds. @throws PushFailed when the source cannot be archived */
    BuildOutcome run(PushedSource push, ConfigState config, PushLines terminal)
            throws PushFailed, InterruptedException {
        archive(push);
        CrashPoint.AFTER_ARCHIVE.reach();
        var login = new BaseLogins(RegistryRule.of(config, ProcessType.WEB), Optional.empty());
        var image = image(push.app(), push.tag());
        var job = new BuildJob(push.app(), push.sha(), archiveKey(push), image, config.global(), login);
        return builder.run(job, line -> {
            terminal.line(line);
            CrashPoint.WHILE_BUILDING.reach();
        });
    }

    private void archive(PushedSource push) throws PushFailed {
        try {
            Files.createDirectories(workFolder);
            var file = Files.createTempFile(workFolder, "push-", ".tar.gz");
            try {
                try (var target = new BufferedOutputStream(Files.newOutputStream(file))) {
                    push.archive().writeTo(target);
                }
                objects.put(archiveKey(push), file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new PushFailed("The source could not be archived: " + e.getMessage());
        } catch (StorageProblem e) {
            throw new PushFailed("The object storage failed: " + e.getMessage() + "; nothing was changed, try again");
        }
    }

    private ImageRef image(AppName app, String tag) {
        return new ImageRef("%s/%s:%s".formatted(repository, app, tag));
    }

    /** What is kept of a build's result. */
    static BuiltImage image(BuildOutcome.Built built) {
        return new BuiltImage(
                        built.stack(),
                        built.image().image().value(),
                        built.image().id(),
                        new TreeMap<>(built.procfile().commands()),
                        built.image().dockerfile(),
                        built.image().port())
                .pushedAs(pushed(Stream.of(built.image())));
    }

    /**
     * What is kept of a build with a {@code .drycc} folder. Its image is the app's; when none was built, that of {@code web}
     * or of the first process type there is.
     */
    static BuiltImage image(BuildOutcome.BuiltPath built, BuiltPath path) {
        var ofApp = built.ofApp();
        var main = ofApp.map(BuildPush::step)
                .or(() -> Optional.ofNullable(path.deploy().get(ProcessType.WEB)))
                .orElseGet(() -> path.deploy().firstEntry().getValue());
        return new BuiltImage(
                        built.stack(),
                        main.name(),
                        main.id(),
                        new TreeMap<>(),
                        ofApp.map(image -> image.dockerfile()).orElse(""),
                        Optional.of(path),
                        ofApp.map(image -> image.port()).orElse(OptionalInt.empty()))
                .pushedAs(pushed(Stream.concat(ofApp.stream(), built.images().values().stream())));
    }

    private static List<PushedImage> pushed(Stream<cc.drycc.imagebuilder.BuiltImage> images) {
        return images.flatMap(image ->
                        image.pushed().stream().map(reference -> new PushedImage(image.id(), image.image(), reference)))
                .distinct()
                .toList();
    }

    /** What evidence is about: one image. */
    static Subject.Images subject(UUID build, PushedSource push, BuildOutcome.Built built) {
        return new Subject.Images(build, push.app(), push.sha(), List.of(made(built.image())));
    }

    /** The same for the images of a {@code .drycc} folder that were built here; empty when all come from registries. */
    static Optional<Subject.Images> subject(UUID build, PushedSource push, BuildOutcome.BuiltPath built) {
        var images = Stream.concat(built.ofApp().stream(), built.images().values().stream())
                .map(BuildPush::made)
                .distinct()
                .toList();
        return images.isEmpty()
                ? Optional.empty()
                : Optional.of(new Subject.Images(build, push.app(), push.sha(), images));
    }

    private static Subject.Made made(cc.drycc.imagebuilder.BuiltImage image) {
        return new Subject.Made(image.image(), image.id(), image.pushed());
    }

    /** Where the images of a {@code .drycc} folder come from. */
    static PathImages.Made made(BuildOutcome.BuiltPath built) {
        return new PathImages.Made() {
            @Override
            public Optional<StepImage> ofApp() {
                return built.ofApp().map(BuildPush::step);
            }

            @Override
            public StepImage builtFor(ProcessType type) {
                return step(Objects.requireNonNull(built.images().get(type)));
            }
        };
    }

    private static StepImage step(cc.drycc.imagebuilder.BuiltImage image) {
        return new StepImage(image.image().value(), image.id());
    }
}
