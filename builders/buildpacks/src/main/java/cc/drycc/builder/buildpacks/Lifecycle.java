package cc.drycc.builder.buildpacks;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobFiles;
import cc.drycc.engine.PodName;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.archives.ImageArchive;
import cc.drycc.imagebuilder.archives.SparseLayout;
import cc.drycc.imagebuilder.source.Excluded;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.source.TreeTar;
import cc.drycc.imagebuilder.ssh.SshIdentity;
import cc.drycc.imagebuilder.ssh.SshKey;
import cc.drycc.imagebuilder.transcript.JobLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The {@code creator} of a builder image in a container: detect, restore, build, export. The run image is there as a
 * layout without layers, and what is exported has its own layers only, so neither is ever copied whole.
 */
final class Lifecycle {

    /** What names in the archive that comes out start with. */
    static final String TAR_PREFIX = "built/";

    private static final ImageRef OUTPUT = new ImageRef("drycc/app:built");
    private static final long MAX_IMAGE = 8L << 30;
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final Engine engine;
    private final ImageRef name;
    private final BuilderImage builder;

    Lifecycle(Engine engine, ImageRef name, BuilderImage builder) {
        this.engine = engine;
        this.name = name;
        this.builder = builder;
    }

    /**
     * Creates.
     *
     * @return a tar with the image's layout below {@link #TAR_PREFIX}
     */
    Path create(
            BuildRequest request,
            ProjectFile project,
            ImageRef runName,
            ImageArchive runImage,
            Path folder,
            BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        Path in = folder.resolve("in.tar");
        try (var tar = new TreeTar(in, builder.user(), builder.group())) {
            tar.tree(
                    "workspace",
                    request.source().root(),
                    new Excluded(ProjectFile.NAME + ": exclude", project.excluded()));
            environment(tar, request, project);
            for (String empty : List.of("layers", "cache")) {
                tar.folder(empty);
            }
            for (var file : SparseLayout.of(runImage).entrySet()) {
                tar.file("layout/" + LayoutPath.of(runName) + "/" + file.getKey(), file.getValue());
            }
            var order = project.order();
            if (order.isPresent()) {
                tar.file("platform/order.toml", order.get().getBytes(StandardCharsets.UTF_8));
            }
        }
        Path out = folder.resolve("out.tar");
        var files = new JobFiles(
                List.of(in),
                request.cache() == LayerCache.SKIP
                        ? Optional.empty()
                        : Optional.of(new JobFiles.Kept(new PodName("buildpacks"), "/cache")),
                Optional.of(new JobFiles.Out("/layout/" + LayoutPath.of(OUTPUT), out, MAX_IMAGE)));
        var lines = new JobLines(log);
        var end = engine.run(job(request, project, runName), files, lines);
        lines.end();
        Ending.check(end, name);
        return out;
    }

    /** The config is for buildpacks, not for the lifecycle: it comes as files (platform specification, "Environment"). */
    private static void environment(TreeTar tar, BuildRequest request, ProjectFile project)
            throws BuildFailed, IOException {
        var env = new TreeMap<>(SshIdentity.put(tar, request.config()));
        env.putAll(project.env());
        env.putAll(request.config());
        env.remove(SshKey.VARIABLE); // it has a file that fewer read
        tar.folder("platform/env");
        for (var value : env.entrySet()) {
            if (ENV_NAME.matcher(value.getKey()).matches()) {
                tar.file("platform/env/" + value.getKey(), value.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private Job job(BuildRequest request, ProjectFile project, ImageRef runName) throws BuildFailed {
        var arguments = new ArrayList<>(List.of(
                "-app=/workspace",
                "-layers=/layers",
                "-platform=/platform",
                "-cache-dir=/cache",
                "-layout",
                "-layout-dir=/layout",
                "-run-image=" + runName,
                "-uid=" + builder.user(),
                "-gid=" + builder.group()));
        if (project.order().isPresent()) {
            arguments.add("-order=/platform/order.toml");
        }
        arguments.add(OUTPUT.value());
        var limits = request.limits();
        return new Job(
                request.app(),
                new PodName("%s-build-%s"
                        .formatted(request.app(), UUID.randomUUID().toString().substring(0, 8))),
                builder.reference(),
                List.of("/cnb/lifecycle/creator"),
                arguments,
                Map.of(
                        "CNB_PLATFORM_API", builder.platformApi(),
                        "CNB_EXPERIMENTAL_MODE", "quiet",
                        "CNB_NO_COLOR", "true"),
                limits.resources(),
                limits.time(),
                limits.logBytes());
    }
}
