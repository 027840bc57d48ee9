package cc.drycc.builder.slug;

import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.archives.ImageConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What starts a slug, on any image with a shell: {@code /runner/init}, which sources {@code /app/.profile.d/*.sh} and {@code
 * /app/.profile} in {@code /app}, its home, and becomes the process. The slug brings it along, with the command line of
 * each process type.
 */
final class Runner {

    private static final String INIT = "/runner/init";

    private Runner() {}

    static void addTo(SlugTar slug, Map<ProcessType, String> types) throws IOException {
        slug.folder("runner");
        add(slug, "runner/init", SlugTar.Mode.EXECUTABLE, script("init"));
        slug.folder("runner/types");
        for (var type : new TreeMap<>(types).entrySet()) {
            byte[] line = type.getValue().getBytes(StandardCharsets.UTF_8);
            add(slug, "runner/types/" + type.getKey(), SlugTar.Mode.PLAIN, line);
        }
    }

    private static void add(SlugTar slug, String name, SlugTar.Mode mode, byte[] content) throws IOException {
        slug.file(name, mode, content.length, new ByteArrayInputStream(content));
    }

    /** One of the scripts that are in this jar. */
    static byte[] script(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Runner.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    /** How each process type is started in the image. */
    static Map<ProcessType, String> processes(Slug slug) {
        var processes = new LinkedHashMap<ProcessType, String>();
        slug.types().keySet().forEach(type -> processes.put(type, INIT + " start " + type));
        return processes;
    }

    /**
     * Makes an image that has the slug as its top layer start it (seed 5.4: {@code WORKDIR /app}, {@code ENTRYPOINT
     * ["/runner/init"]}).
     */
    static void startIn(ImageConfiguration image, Slug slug) {
        var command = slug.types().containsKey(ProcessType.WEB)
                ? List.of("start", ProcessType.WEB.value())
                : List.<String>of();
        image.start("/app", List.of(INIT), command);
        image.environment(Map.of("HOME", "/app"));
        if (image.user().filter(name -> !name.matches("(root|0)(:.*)?")).isEmpty()) {
            image.user(SlugTar.USER + ":" + SlugTar.USER);
        }
    }
}
