package cc.drycc.builder.slug;

import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The stack image of {@code stacks/slug-context} on busybox, with one more buildpack: it runs the source's {@code
 * compile.sh} and lets {@code release.yml} be what it says, so that a test writes its own buildpack.
 */
final class StackImage {

    static final ImageRef NAME = new ImageRef("drycc-stack/slug");

    private StackImage() {}

    /** Why it cannot be made here; empty when it can. */
    static Optional<String> missing() {
        return Files.isExecutable(Path.of("/bin/busybox"))
                ? Optional.empty()
                : Optional.of("busybox-static is not installed");
    }

    static void make(Engine engine, Path folder) throws Exception {
        if (run(stacks().resolve("slug-context").toString(), folder.toString()) != 0) {
            throw new IOException("stacks/slug-context failed");
        }
        Path bin = Files.createDirectories(folder.resolve("buildpacks/script/bin"));
        script(bin, "detect", "[ -f \"$1/compile.sh\" ] && echo Script");
        script(bin, "compile", "exec sh \"$1/compile.sh\" \"$@\"");
        script(bin, "release", "cat \"$1/release.yml\"");
        build(engine, NAME, folder);
    }

    /** Makes one of a Dockerfile, in a folder with what it copies. */
    static void make(Engine engine, ImageRef name, Path folder, String dockerfile) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), dockerfile);
        build(engine, name, folder);
    }

    private static void build(Engine engine, ImageRef name, Path folder) throws Exception {
        engine.images()
                .build(
                        new ImageBuild(
                                folder,
                                List.of(),
                                "Dockerfile",
                                name,
                                Map.of(),
                                Map.of(),
                                false,
                                Resources.DEFAULT,
                                Duration.ofMinutes(2),
                                1 << 20),
                        line -> {});
    }

    private static void script(Path bin, String name, String text) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path stacks() {
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
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
