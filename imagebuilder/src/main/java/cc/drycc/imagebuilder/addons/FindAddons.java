package cc.drycc.imagebuilder.addons;

import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.FoundBuilder;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.imagebuilder.SkippedAddon;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the builders that are not part of this program: jars in the folder of builders, and executables {@code
 * drycc-builder-NAME} there and on the path. One that is broken is reported and skipped; nothing an add-on does stops
 * the platform from starting.
 */
public final class FindAddons {

    /** Where add-ons are, unless the platform's own folder is used. */
    public static final String FOLDER = "DRYCC_BUILDERS_FOLDER";

    private static final Logger LOG = LoggerFactory.getLogger(FindAddons.class);

    private final Engine engine;
    private final Map<String, String> settings;
    private final List<FoundBuilder> found = new ArrayList<>();
    private final List<SkippedAddon> skipped = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private FindAddons(Engine engine, Map<String, String> settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /**
     * The built-ins and what is found.
     *
     * @param jars where the built-ins are
     * @param engine what runs their containers
     * @param settings the platform's environment: {@code DRYCC_BUILDERS_FOLDER}, {@code PATH}, {@code DRYCC_STACK} and
     *     what builders read
     * @param folder of add-ons when the settings name none; need not exist
     * @throws IllegalArgumentException when the platform chooses a builder that is not there
     */
    public static ImageBuilders besideBuiltIns(
            ClassLoader jars, Engine engine, Map<String, String> settings, Path folder) {
        var addons = new FindAddons(engine, settings);
        for (ImageBuilder builtIn : ImageBuilders.builtIn(jars, engine, settings)) {
            if (builtIn.missing().isEmpty()) {
                addons.taken.add(builtIn.name());
            }
            addons.found.add(FoundBuilder.builtIn(builtIn));
        }
        String named = settings.getOrDefault(FOLDER, "").strip();
        Path place = named.isEmpty() ? folder : Path.of(named);
        addons.jars(place);
        addons.programs(place);
        return new ImageBuilders(addons.found, addons.skipped, ImageBuilders.chosen(settings));
    }

    private void jars(Path folder) {
        for (Path jar : files(folder)) {
            if (jar.getFileName().toString().endsWith(".jar")) {
                tryOne(jar, FoundBuilder.Origin.JAR, () -> AddonJar.open(jar, engine, settings));
            }
        }
    }

    private void programs(Path folder) {
        var byName = new LinkedHashMap<String, Path>();
        var places = new ArrayList<Path>(List.of(folder));
        Stream.of(settings.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(part -> part.startsWith("/"))
                .map(Path::of)
                .forEach(places::add);
        for (Path place : places) {
            for (Path file : files(place)) {
                // the first one on the path is meant, as in a shell
                AddonName.ofProgram(file.getFileName().toString())
                        .filter(name -> Files.isRegularFile(file))
                        .ifPresent(name -> byName.putIfAbsent(name, file));
            }
        }
        byName.forEach((name, file) -> tryOne(
                file, FoundBuilder.Origin.PROGRAM, () -> List.of(ProgramBuilder.ask(name, file, engine.images()))));
    }

    /** What may be an add-on's code runs here for the first time. */
    private interface Opening {
        List<ImageBuilder> open() throws AddonBroken, InterruptedException;
    }

    private void tryOne(Path file, FoundBuilder.Origin origin, Opening opening) {
        String name = file.getFileName().toString();
        try {
            for (ImageBuilder builder : opening.open()) {
                if (taken.add(builder.name())) {
                    found.add(new FoundBuilder(builder, origin, name));
                    LOG.info("event=builder-found name={} file={} version={}", builder.name(), file, builder.version());
                } else {
                    skip(name, file, "there is already a builder called " + builder.name());
                }
            }
        } catch (AddonBroken e) {
            skip(name, file, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            skip(name, file, "the platform was stopped meanwhile");
        }
    }

    private void skip(String name, Path file, String reason) {
        LOG.warn("event=builder-skipped file={} reason=\"{}\"", file, reason);
        skipped.add(new SkippedAddon(name, reason));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            LOG.warn("event=builders-unread folder={} reason=\"{}\"", folder, e.toString());
            return List.of();
        }
    }
}
