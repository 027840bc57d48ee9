package cc.drycc.imagebuilder;

import cc.drycc.engine.Engine;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The builders there are, and which one a source gets (seed 5.2): the app's {@code DRYCC_STACK}, then the platform's
 * setting, then what the source holds: a Dockerfile means {@code container}, also beside a Procfile; a Procfile, a {@code
 * .pack-builder} or a {@code project.toml} means {@code buildpack}.
 */
public final class ImageBuilders {

    /** The app's setting that chooses a builder by name. */
    public static final String STACK = "DRYCC_STACK";

    private static final String CONTAINER = "container";
    private static final String BUILDPACK = "buildpack";
    private static final List<String> BUILDPACK_FILES = List.of("Procfile", ".pack-builder", "project.toml");

    private final Map<String, ImageBuilder> byName = new LinkedHashMap<>();
    private final Optional<String> platformStack;

    /**
     * @param builders those there are; names must differ
     * @param platformStack what the platform uses for apps that do not choose; empty to look at the source
     * @throws IllegalArgumentException when two have one name, or the platform's choice does not exist
     */
    public ImageBuilders(List<ImageBuilder> builders, Optional<String> platformStack) {
        for (ImageBuilder builder : builders) {
            if (byName.putIfAbsent(builder.name(), builder) != null) {
                throw new IllegalArgumentException("two image builders are called " + builder.name());
            }
        }
        platformStack.filter(name -> !byName.containsKey(name)).ifPresent(name -> {
            throw new IllegalArgumentException(STACK + "=" + name + ": there is no such builder; " + names());
        });
        this.platformStack = platformStack;
    }

    /** Those in this program's jars; the platform's own choice is read from its {@code DRYCC_STACK}. */
    public static ImageBuilders found(ClassLoader jars, Engine engine, Map<String, String> settings) {
        var builders = ServiceLoader.load(ImageBuilderFactory.class, jars).stream()
                .map(provider -> provider.get().create(engine, settings))
                .toList();
        return new ImageBuilders(
                builders, Optional.ofNullable(settings.get(STACK)).filter(name -> !name.isBlank()));
    }

    /**
     * Chooses the builder of a source.
     *
     * @param config the app's
     * @throws SourceRefused naming what is missing
     */
    ImageBuilder choose(Source source, Map<String, String> config) throws SourceRefused, IOException {
        var wanted = Optional.ofNullable(config.get(STACK))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .or(() -> platformStack);
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
        for (ImageBuilder builder : byName.values()) {
            if (builder.supports(source)) {
                return builder;
            }
        }
        throw nothingFound(source, sign);
    }

    /** The one for Dockerfiles, which a {@code .drycc} folder names (seed 5.16). */
    ImageBuilder forDockerfiles() throws SourceRefused {
        return named(CONTAINER);
    }

    private ImageBuilder named(String name) throws SourceRefused {
        ImageBuilder builder = byName.get(name);
        if (builder == null) {
            throw new SourceRefused(
                    "%s=%s: this platform has no such builder; %s".formatted(STACK, shown(name), names()));
        }
        return builder;
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
