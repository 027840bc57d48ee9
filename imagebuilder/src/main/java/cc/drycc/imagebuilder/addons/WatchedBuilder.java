package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An add-on's builder with somebody standing by: it ends in time, breaks alone, and what it says it made is looked for. */
final class WatchedBuilder implements ImageBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedBuilder.class);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final String name;
    private final String version;
    private final String description;
    private final ImageBuilder builder;
    private final ImageStore images;

    private WatchedBuilder(ImageBuilder builder, ImageStore images) {
        this.name = builder.name();
        this.version = builder.version();
        this.description = builder.description();
        this.builder = builder;
        this.images = images;
    }

    /** @throws AddonBroken when its name is none */
    static ImageBuilder around(ImageBuilder builder, ImageStore images) throws AddonBroken {
        var watched = new WatchedBuilder(builder, images);
        if (!AddonName.isValid(watched.name)) {
            throw new AddonBroken("a builder's name is 1 to 40 characters: a-z, 0-9 and hyphens, a letter first");
        }
        return watched;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean supports(Source source) {
        try {
            return Bounded.call("supports " + name, ANSWER, () -> builder.supports(source));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("event=builder-broken name={} reason=\"{}\"", name, AddonBroken.words(e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var over = new AtomicBoolean();
        BuildLog whileWanted = line -> {
            if (!over.get()) {
                log.line(String.valueOf(line));
            }
        };
        try {
            var built = Bounded.call(
                    "build " + request.app(), request.limits().time(), () -> builder.build(request, whileWanted));
            return new CheckClaim(name, images).check(request, built);
        } catch (TimeoutException e) {
            throw new BuildFailed("The builder %s did not end after %d s and was stopped"
                    .formatted(name, request.limits().time().toSeconds()));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            over.set(true);
        }
    }

    /** What a builder may say passes; the rest is its own mistake, and this build's end. */
    private BuildFailed failure(@Nullable Throwable cause)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        return switch (cause) {
            case BuildFailed expected -> throw expected;
            case SourceRefused expected -> throw expected;
            case IOException expected -> throw expected;
            case InterruptedException expected -> throw expected;
            case EngineProblem expected -> throw expected;
            case null, default -> {
                LOG.warn("event=builder-broken name={}", name, cause);
                yield new BuildFailed("The builder %s broke (%s); tell your administrator, or choose another one"
                        .formatted(name, AddonBroken.words(cause)));
            }
        };
    }
}
