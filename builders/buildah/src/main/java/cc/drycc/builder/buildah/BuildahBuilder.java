package cc.drycc.builder.buildah;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildCage;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.DiskWatch;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.bases.BorrowedImages;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.dockerfile.Mounts;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import cc.drycc.imagebuilder.source.Scratch;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Builds a {@code Dockerfile} with buildah, beside whatever engine runs the apps. */
public final class BuildahBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it. */
    public static final String NAME = "buildah";

    private final ImageStore images;
    private final BuildahSettings settings;

    BuildahBuilder(ImageStore images, BuildahSettings settings) {
        this.images = images;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a Dockerfile at the top, built by buildah beside the engine";
    }

    @Override
    public Optional<String> missing() {
        return settings.program().isPresent()
                ? Optional.empty()
                : Optional.of("buildah is not installed: apt-get install buildah, then restart the platform");
    }

    @Override
    public boolean supports(Source source) {
        return source.has(CheckedDockerfile.NAME);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        Path file =
                settings.program().orElseThrow(() -> new BuildFailed(missing().orElse("")));
        var dockerfile = CheckedDockerfile.of(request, images, Mounts.SECRETS_AND_SSH);
        log.line("-----> Building Docker image");
        try (Scratch scratch = request.source().scratch();
                Storage storage = Storage.open(settings, file, request.app(), scratch.folder());
                BorrowedImages borrowed = new BorrowedImages(images, request)) {
            Path work = scratch.folder();
            var bases = new BaseImages(images, storage, work).bring(dockerfile.take(borrowed, log));
            run(request, dockerfile, bases, storage, work, log);
            String made = Files.readString(Order.idFile(work)).strip().replace("sha256:", "");
            return dockerfile.built(new Delivery(images, storage, work).deliver(made, request));
        }
    }

    @Override
    public void forget(AppName app) throws IOException, InterruptedException {
        if (settings.home().isPresent()) {
            Storage.remove(settings.home().get(), app);
        }
    }

    private void run(
            BuildRequest request,
            CheckedDockerfile dockerfile,
            Map<String, String> bases,
            Storage storage,
            Path work,
            BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var limits = request.limits();
        var cage = settings.isolation() == Isolation.OCI
                ? BuildCage.make(request.labels().getOrDefault("cc.drycc.platform", "x"), limits.pids())
                : Optional.<BuildCage>empty();
        boolean whole = false;
        try (var watch = DiskWatch.begin(limits.disk(), cage, log)) {
            var output = new BuildOutput(dockerfile, watch, limits.logBytes());
            int code = storage.buildah()
                    .run(
                            Order.of(request, dockerfile, bases, settings.isolation(), cage, work),
                            Order.environment(request, dockerfile),
                            output,
                            limits.time());
            whole = true;
            if (code != 0) {
                throw new BuildFailed(watch.explain(output.reason(code)));
            }
        } catch (TimeoutException e) {
            throw new BuildFailed("not finished after %d s; it was stopped"
                    .formatted(limits.time().toSeconds()));
        } catch (Unwanted e) {
            throw new BuildFailed(String.valueOf(e.getMessage()));
        } finally {
            cage.ifPresent(BuildCage::kill);
            if (!whole) {
                cleanUp(storage);
            }
            cage.ifPresent(BuildCage::close);
        }
    }

    /** After a kill. An interrupt waits that long. */
    private static void cleanUp(Storage storage) throws BuildFailed, IOException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            storage.recover();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
