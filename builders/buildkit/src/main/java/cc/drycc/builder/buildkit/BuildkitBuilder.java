package cc.drycc.builder.buildkit;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildCage;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.DiskWatch;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import cc.drycc.imagebuilder.bases.BorrowedImages;
import cc.drycc.imagebuilder.dockerfile.CheckedDockerfile;
import cc.drycc.imagebuilder.dockerfile.Mounts;
import cc.drycc.imagebuilder.programs.Program;
import cc.drycc.imagebuilder.programs.Program.Streams;
import cc.drycc.imagebuilder.programs.Program.Unwanted;
import cc.drycc.imagebuilder.source.Scratch;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** Builds a {@code Dockerfile} with a buildkitd that an operator runs. */
public final class BuildkitBuilder implements ImageBuilder {

    /** What {@code DRYCC_STACK} calls it. */
    public static final String NAME = "buildkit";

    /** In which buildctl tells buildkitd that it is over. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final ImageStore images;
    private final BuildkitSettings settings;

    /** One build of an app at a time: they share a cage and a cache. */
    private final Map<AppName, ReentrantLock> turns = new ConcurrentHashMap<>();

    BuildkitBuilder(ImageStore images, BuildkitSettings settings) {
        this.images = images;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a Dockerfile at the top, built by the buildkitd at "
                + settings.daemon().address().orElse("…");
    }

    @Override
    public Optional<String> missing() {
        return settings.daemon().missing();
    }

    @Override
    public boolean supports(Source source) {
        return source.has(CheckedDockerfile.NAME);
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var dockerfile = CheckedDockerfile.of(request, images, Mounts.SECRETS_AND_SSH);
        log.line("-----> Building Docker image");
        var turn = turns.computeIfAbsent(request.app(), app -> new ReentrantLock());
        turn.lockInterruptibly();
        try (Scratch scratch = request.source().scratch();
                BorrowedImages borrowed = new BorrowedImages(images, request)) {
            Path work = scratch.folder();
            var cache = new AppCache(settings.home(), request.app(), work);
            var bases = new BaseImages(images, work).arguments(dockerfile, dockerfile.take(borrowed, log));
            run(request, dockerfile, bases, cache, work, log);
            Image image = load(request, work);
            cache.keep();
            return dockerfile.built(image);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void forget(AppName app) throws IOException, InterruptedException {
        var turn = turns.computeIfAbsent(app, name -> new ReentrantLock());
        turn.lockInterruptibly();
        try {
            AppCache.remove(settings.home(), app);
        } finally {
            turn.unlock();
        }
    }

    private void run(
            BuildRequest request,
            CheckedDockerfile dockerfile,
            List<String> bases,
            AppCache cache,
            Path work,
            BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        String address = settings.daemon()
                .address()
                .orElseThrow(() -> new BuildFailed(missing().orElse("")));
        Path program = settings.daemon()
                .program()
                .orElseThrow(() -> new BuildFailed(missing().orElse("")));
        var arguments = new ArrayList<>(bases);
        if (WorkerNetwork.isTheMachines(program, address, work)) {
            log.line("       buildkitd has no network for builds: commands run without one");
            arguments.addAll(List.of("--opt", "force-network-mode=none"));
        }
        var limits = request.limits();
        var cage = settings.daemon().isLocal() ? cage(request) : Optional.<BuildCage>empty();
        try (var watch = DiskWatch.begin(limits.disk(), cage, log)) {
            var output = new BuildOutput(dockerfile, watch, limits.logBytes());
            int code = new Program(program, LAST_WORDS, Streams.MERGED)
                    .run(
                            Order.of(address, request, dockerfile, arguments, cage, cache, work),
                            work,
                            Map.of(),
                            "",
                            output,
                            limits.time());
            if (code != 0 && output.isAway()) {
                throw new EngineProblem("buildkitd does not answer at " + address + ": " + output.error());
            }
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
            cage.ifPresent(BuildCage::close);
        }
    }

    /** Of a steady name: buildkitd takes it for part of what a command depends on. */
    private Optional<BuildCage> cage(BuildRequest request) {
        String platform = request.labels().getOrDefault("cc.drycc.platform", "x");
        String daemon = Integer.toHexString(settings.daemon().address().hashCode());
        return BuildCage.named(
                "drycc-%s-build-%s-%s".formatted(platform, daemon, request.app()),
                request.limits().pids());
    }

    private Image load(BuildRequest request, Path work) throws BuildFailed, IOException, InterruptedException {
        Path labelled = work.resolve("image.tar");
        ImageId id;
        try (ImageArchive image = ImageArchive.open(Order.result(work))) {
            image.configuration().label(request.labels());
            id = image.write(labelled);
        } catch (ArchiveRefused e) {
            throw new BuildFailed("What buildkitd made cannot be used: " + e.getMessage());
        }
        return images.load(labelled, id, request.image());
    }
}
