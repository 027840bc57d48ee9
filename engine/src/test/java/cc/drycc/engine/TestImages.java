package cc.drycc.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Builds what tests run: images of nothing but Debian's static busybox, so that no registry is needed. */
public final class TestImages {

    /** Where Debian's busybox-static puts it. */
    public static final Path BUSYBOX = Path.of("/bin/busybox");

    public static final ImageRef BASE = new ImageRef("drycc-test/busybox:1");

    private TestImages() {}

    /** Builds {@link #BASE} unless it is there. */
    public static Image base(Engine engine, Path work) throws Exception {
        var here = engine.images().find(BASE);
        if (here.isPresent()) {
            return here.get();
        }
        Path context = context(
                work.resolve("base"),
                "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n");
        return engine.images().build(build(context, BASE), line -> {});
    }

    /** A folder with busybox and this Dockerfile. */
    public static Path context(Path folder, String dockerfile) {
        try {
            Files.createDirectories(folder);
            Files.copy(BUSYBOX, folder.resolve("busybox"));
            Files.writeString(folder.resolve("Dockerfile"), dockerfile);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A build with ordinary caps. */
    public static ImageBuild build(Path context, ImageRef tag) {
        return new ImageBuild(
                context,
                List.of(),
                "Dockerfile",
                tag,
                Map.of(),
                Map.of(),
                false,
                new Resources(512L << 20, 2_000, 512),
                Duration.ofSeconds(60),
                1L << 20);
    }
}
