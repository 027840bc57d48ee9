package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The builders there are, and which one a source gets (seed 5.2): the app's {@code DRYCC_STACK} or {@code
 * container-builder}, then the platform's setting, then what the source holds: a Dockerfile means {@code container}, also beside a Procfile; a Procfile, a {@code
 * .pack-builder} or a {@code project.toml} means {@code buildpack}.
 */
public final class ImageBuilders {

    /** The app's setting that chooses a builder by name. */
    public static final String STACK = "DRYCC_STACK";

    /** The same under the name Draft gave it (seed 003). */
    public static final String CONTAINER_BUILDER = "container-builder";

    private static final String CONTAINER = "container";
    private static final String BUILDPACK = "buildpack";
    private static final List<String> BUILDPACK_FILES = List.of("Procfile", ".pack-builder", "project.toml");

    private static final Logger LOG = LoggerFactory.getLogger(ImageBuilders.class);

    private final Map<String, FoundBuilder> byName = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final List<ImageBuilder> installed;
    private final List<SkippedAddon> skipped;
    private final Optional<String> platformStack;

    /**
     * @param builders those there are; names must differ
     * @param platformStack what the platform uses for apps that do not choose; empty to look at the source
     * @throws IllegalArgumentException when two have one name, or the platform's choice does not exist
     */
    public ImageBuilders(List<ImageBuilder> builders, Optional<String> platformStack) {
        this(builders.stream().map(FoundBuilder::builtIn).toList(), List.of(), platformStack);
    }

    /**
     * @param builders those there are; names must differ
     * @param skipped add-ons that were found and are not used
     * @param platformStack as above
     * @throws IllegalArgumentException as above; when add-ons were skipped the platform's choice may be one of them
     */
    public ImageBuilders(List<FoundBuilder> builders, List<SkippedAddon> skipped, Optional<String> platformStack) {
        for (FoundBuilder found : builders) {
            String name = found.builder().name();
            var reason = found.builder().missing();
            if (reason.isPresent()) {
                missing.put(name, reason.get());
            } else if (byName.putIfAbsent(name, found) != null) {
                throw new IllegalArgumentException("two image builders are called " + name);
            }
        }
        platformStack
                .filter(name -> missing.containsKey(name) && !byName.containsKey(name))
                .ifPresent(name -> {
                    throw new IllegalArgumentException(STACK + "=" + name + ": " + missing.get(name));
                });
        // one that is only broken today fails builds, not the start
        platformStack
                .filter(name -> !byName.containsKey(name) && skipped.isEmpty())
                .ifPresent(name -> {
                    throw new IllegalArgumentException(STACK + "=" + name + ": there is no such builder; " + names());
                });
        this.installed = builders.stream().map(FoundBuilder::builder).toList();
        this.skipped = List.copyOf(skipped);
        this.platformStack = platformStack;
    }

    /** Makes the builders that are part of this program. */
    public static List<ImageBuilder> builtIn(ClassLoader jars, Engine engine, Map<String, String> settings) {
        return ServiceLoader.load(ImageBuilderFactory.class, jars).stream()
                .map(provider -> provider.get().create(engine, settings))
                .toList();
    }

    /** What settings choose: {@code DRYCC_STACK} (seed 5.2), else {@code container-builder} (seed 003). */
    public static Optional<String> chosen(Map<String, String> settings) {
        return Stream.of(STACK, CONTAINER_BUILDER)
                .map(name -> settings.getOrDefault(name, "").strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    /** Those that can be used, built-ins first. */
    public List<FoundBuilder> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Has every builder remove what it keeps of an app that is destroyed, also those that cannot be used today. One that
     * fails is logged: what it leaves costs disk space, no more.
     */
    public void forget(AppName app) throws InterruptedException {
        for (ImageBuilder builder : installed) {
            try {
                builder.forget(app);
            } catch (IOException | RuntimeException e) {
                LOG.warn("event=builder-cache-left builder={} app={} reason=\"{}\"", builder.name(), app, e.toString());
            }
        }
    }

    /** Add-ons that were found and are not used. */
    public List<SkippedAddon> skipped() {
        return skipped;
    }

    /**
     * Chooses the builder of a source.
     *
     * @param config the app's
     * @throws SourceRefused naming what is missing
     */
    ImageBuilder choose(Source source, Map<String, String> config) throws SourceRefused, IOException {
        var wanted = chosen(config).or(() -> platformStack);
        if (wanted.isPresent()) {
            return named(wanted.get());
        }
        if (source.has("Dockerfile")) {
            return named(CONTAINER);
        }
        var sign = BUILDPACK_FILES.stream().filter(source::has).findFirst();
        if (sign.isPresent() && byName.containsKey(BUILDPACK)) {
            return named(BUILDPACK);
        }
        for (FoundBuilder found : byName.values()) {
            if (found.builder().supports(source)) {
                return found.builder();
            }
        }
        throw nothingFound(source, sign);
    }

    /** The one for Dockerfiles, which a {@code .drycc} folder names (seed 5.16). */
    ImageBuilder forDockerfiles() throws SourceRefused {
        return named(CONTAINER);
    }

    /** The one of this name. */
    ImageBuilder named(String name) throws SourceRefused {
        FoundBuilder found = byName.get(name);
        if (found == null && missing.containsKey(name)) {
            throw new SourceRefused("%s=%s: this platform cannot use it; tell your administrator: %s; %s"
                    .formatted(STACK, name, missing.get(name), names()));
        }
        if (found == null) {
            throw new SourceRefused(
                    "%s=%s: this platform has no such builder; %s".formatted(STACK, shown(name), names()));
        }
        return found.builder();
    }

    private SourceRefused nothingFound(Source source, Optional<String> buildpackSign) throws IOException {
        if (buildpackSign.isPresent()) {
            return new SourceRefused("Found a " + buildpackSign.get()
                    + " and no Dockerfile, but this platform has no buildpack builder: add a Dockerfile");
        }
        String below = source.findBelow("Dockerfile")
                .map(path -> "; there is one at " + path.replaceAll("\\p{Cntrl}", "?") + ", move it to the top")
                .orElse("");
        return new SourceRefused(
                "No Dockerfile, Procfile, .pack-builder or project.toml at the top of the source" + below);
    }

    private String names() {
        return "there is: " + String.join(", ", byName.keySet());
    }

    private static String shown(String name) {
        return name.length() > 40 || !name.matches("[A-Za-z0-9._-]*") ? "…" : name;
    }
}
