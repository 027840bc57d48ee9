package cc.drycc.builder.slug;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Job;
import cc.drycc.engine.JobFiles;
import cc.drycc.engine.PodName;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.source.Excluded;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.source.TreeTar;
import cc.drycc.imagebuilder.ssh.SshIdentity;
import cc.drycc.imagebuilder.ssh.SshKey;
import cc.drycc.imagebuilder.transcript.JobLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The buildpacks of a stack image in a container, as the image's own user, with no socket and no password: the source comes
 * in as {@code /app}, the config as files in {@code /env}, and {@code /app} goes out.
 */
final class Compile {

    private static final String IGNORE = ".slugignore";
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    /** Where buildpack stacks say who their user is; one who does not say so is the usual first one. */
    private static final String USER = "CNB_USER_ID";

    private static final String GROUP = "CNB_GROUP_ID";

    private final Engine engine;
    private final ImageRef name;
    private final Image stack;
    private final SlugSettings settings;

    Compile(Engine engine, ImageRef name, Image stack, SlugSettings settings) {
        this.engine = engine;
        this.name = name;
        this.stack = stack;
        this.settings = settings;
    }

    /**
     * Runs them.
     *
     * @return a tar with {@code app/}
     */
    Path run(BuildRequest request, Path folder, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        Path in = folder.resolve("in.tar");
        var ssh = fill(in, request);
        Path out = folder.resolve("out.tar");
        var files = new JobFiles(
                List.of(in),
                request.cache() == LayerCache.SKIP
                        ? Optional.empty()
                        : Optional.of(new JobFiles.Kept(new PodName("slug"), "/cache")),
                Optional.of(new JobFiles.Out("/app", out, settings.maxBytes() * SlugSettings.RATIO)));
        var lines = new JobLines(log);
        var end = engine.run(job(request, ssh), files, lines);
        lines.end();
        Ending.check(end, name);
        return out;
    }

    /** Writes what the container has more than its image, and returns what its environment has. */
    private Map<String, String> fill(Path in, BuildRequest request) throws BuildFailed, SourceRefused, IOException {
        var source = request.source();
        try (var tar = new TreeTar(in, number(USER), number(GROUP))) {
            tar.tree("app", source.root(), ignored(source));
            tar.folder("cache");
            tar.folder("env");
            for (var value : new TreeMap<>(request.config()).entrySet()) {
                boolean isKey = value.getKey().equals(SshKey.VARIABLE); // it has a file that fewer read
                if (ENV_NAME.matcher(value.getKey()).matches() && !isKey) {
                    tar.file("env/" + value.getKey(), value.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            tar.file("slug/compile", Runner.script("compile"));
            tar.file("slug/order", Order.of(source, request.config()).text().getBytes(StandardCharsets.UTF_8));
            return SshIdentity.put(tar, request.config());
        }
    }

    private static Excluded ignored(Source source) throws SourceRefused, IOException {
        return new Excluded(
                IGNORE,
                source.text(IGNORE).stream()
                        .flatMap(String::lines)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList());
    }

    private int number(String variable) {
        return Optional.ofNullable(stack.env().get(variable))
                .filter(value -> value.matches("[0-9]{1,7}"))
                .map(Integer::valueOf)
                .orElse(SlugTar.USER);
    }

    private Job job(BuildRequest request, Map<String, String> ssh) {
        var limits = request.limits();
        var env = new HashMap<>(ssh);
        env.put("SOURCE_VERSION", request.sha());
        // so that what buildpacks make does not depend on the time either
        env.put("SOURCE_DATE_EPOCH", Long.toString(SlugTar.TIME.getEpochSecond()));
        return new Job(
                request.app(),
                new PodName("%s-build-%s"
                        .formatted(request.app(), UUID.randomUUID().toString().substring(0, 8))),
                stack.id().asRef(),
                List.of("/bin/sh", "/slug/compile"),
                List.of(Long.toString((settings.maxBytes() * SlugSettings.RATIO) >> 10)),
                env,
                limits.resources(),
                limits.time(),
                limits.logBytes());
    }
}
