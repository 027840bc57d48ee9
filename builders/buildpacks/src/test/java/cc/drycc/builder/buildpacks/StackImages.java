package cc.drycc.builder.buildpacks;

import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The builder and run image of {@code stacks/}, with the real lifecycle, made without a registry. */
final class StackImages {

    static final String NAME = "drycc-stack/tiny";
    static final ImageRef BUILDER = new ImageRef(NAME + "-builder");

    private StackImages() {}

    /** Why they cannot be made here; empty when they can. The lifecycle is built now, once for all tests to come. */
    static Optional<String> missing() throws Exception {
        if (!Files.isExecutable(Path.of("/bin/busybox"))) {
            return Optional.of("busybox-static is not installed");
        }
        return run(stacks().resolve("lifecycle").toString()) == 0
                ? Optional.empty()
                : Optional.of("the upstream lifecycle cannot be built: Go or its modules are missing");
    }

    static void make(Engine engine, Path folder) throws Exception {
        if (run(stacks().resolve("contexts").toString(), folder.toString(), NAME) != 0) {
            throw new IOException("stacks/contexts failed");
        }
        for (String part : List.of("run", "builder")) {
            make(engine, new ImageRef(NAME + "-" + part), folder.resolve(part), Map.of());
        }
    }

    /** Makes one of a folder with a Dockerfile. */
    static void make(Engine engine, ImageRef name, Path folder, Map<String, String> labels) throws Exception {
        engine.images()
                .build(
                        new ImageBuild(
                                folder,
                                List.of(),
                                "Dockerfile",
                                name,
                                Map.of(),
                                labels,
                                false,
                                Resources.DEFAULT,
                                Duration.ofMinutes(2),
                                1 << 20),
                        line -> {});
    }

    static Path stacks() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("stacks"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow();
        }
        return folder.resolve("stacks");
    }

    private static int run(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
