package cc.drycc.controller.testing;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.imagebuilder.BuildImage;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildSettings;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.storage.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The real build pipeline with a builder that only puts an image's name into the fake engine. */
public final class FakeBuilder implements ImageBuilder {

    /** What happens during a build. */
    @FunctionalInterface
    public interface Step {
        void run(BuildRequest request, BuildLog log) throws BuildFailed, InterruptedException;
    }

    private final FakeEngine engine;
    private final List<AppName> forgotten = new CopyOnWriteArrayList<>();
    private volatile Step step = (request, log) -> log.line("Step 1/1 : FROM scratch");

    public FakeBuilder(FakeEngine engine) {
        this.engine = engine;
    }

    /** From now on this happens at each build. */
    public void onBuild(Step next) {
        step = next;
    }

    /** Which apps it was told to forget. */
    public List<AppName> forgotten() {
        return forgotten;
    }

    @Override
    public void forget(AppName app) {
        forgotten.add(app);
    }

    /** The pipeline around it. */
    public BuildImage pipeline(ObjectStore objects, Path workFolder) {
        var settings = new BuildSettings("test", workFolder, BuildLimits.DEFAULT, ExtractLimits.DEFAULT);
        try {
            return new BuildImage(
                    objects::open,
                    new ImageBuilders(List.of(this), Optional.empty()),
                    new BuildQueue(4, 100),
                    settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an archive of these files. */
    public static void archive(OutputStream target, Map<String, String> files) throws IOException {
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(target))) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public boolean supports(Source source) {
        return source.has("Dockerfile");
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log) throws BuildFailed, InterruptedException {
        log.line("-----> Building Docker image");
        step.run(request, log);
        var image = engine.image(request.image().value(), request.labels(), 8080);
        return new BuiltImage(request.image(), image.id(), OptionalInt.of(8080), "FROM scratch\n");
    }
}
