package cc.drycc.bench.builds;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Engine;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Builds an archive's Dockerfile with builders of ours and with a script that gives the bare commands, in turns, cold and
 * cached, and prints medians and ratios. Ours is timed from the archive to the image in the engine.
 */
public final class Building {

    private static final String SHA = "060da68f9e3a4c1b2d5e6f708192a3b4c5d6e7f8";

    private Building() {}

    /** @param args the engine's address, a folder, an archive, the script, how many rounds, names of builders */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[1]);
        Path archive = Path.of(args[2]);
        int rounds = Integer.parseInt(args[4]);
        try (Engine engine = DockerEngine.connect(DockerSettings.of("bench", URI.create(args[0])))) {
            var builders = ImageBuilders.builtIn(
                    Building.class.getClassLoader(), engine, Map.of("DRYCC_HOME", work.toString()));
            for (String name : List.of(args).subList(5, args.length)) {
                var builder = builders.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                for (LayerCache cache : List.of(LayerCache.SKIP, LayerCache.USE)) {
                    compare(builder, cache, work, archive, args[3], rounds);
                }
            }
        }
    }

    private static void compare(
            ImageBuilder builder, LayerCache cache, Path work, Path archive, String script, int rounds)
            throws Exception {
        String kind = cache == LayerCache.SKIP ? "cold" : "cached";
        var ours = new ArrayList<Long>();
        var bare = new ArrayList<Long>();
        for (int round = 0; round <= rounds; round++) {
            long theirs = bare(script, builder.name(), kind);
            long mine = ours(builder, cache, work, archive);
            if (round > 0) { // the first one warms up
                bare.add(theirs);
                ours.add(mine);
            }
        }
        System.out.println("%s, %s, medians of %d alternating rounds: bare %d ms, ours %d ms, ratio %s"
                .formatted(
                        builder.name(),
                        kind,
                        rounds,
                        median(bare),
                        median(ours),
                        String.format(Locale.ROOT, "%.2f", (double) median(ours) / median(bare))));
    }

    private static long ours(ImageBuilder builder, LayerCache cache, Path work, Path archive) throws Exception {
        long start = System.nanoTime();
        try (InputStream in = Files.newInputStream(archive);
                Source source = Source.unpack(in, work.resolve("sources"), ExtractLimits.DEFAULT)) {
            builder.build(
                    new BuildRequest(
                            new AppName("bench-app"),
                            SHA,
                            source,
                            new ImageRef("drycc-bench/bench-app:git-060da68f"),
                            Map.of(),
                            Map.of("cc.drycc.app", "bench-app", "cc.drycc.platform", "bench", "cc.drycc.sha", SHA),
                            BuildLimits.DEFAULT,
                            cache,
                            Recipe.DEFAULT),
                    line -> {});
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long bare(String script, String builder, String kind) throws Exception {
        long start = System.nanoTime();
        int code = new ProcessBuilder(script, builder, kind).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(script + " failed with code " + code);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
