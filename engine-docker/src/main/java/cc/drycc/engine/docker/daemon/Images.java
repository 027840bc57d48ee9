package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageRef;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The images of the engine, one call each. */
public final class Images {

    /**
     * Tries at looking an image up. Podman reads others on the way, and says 500 ("locating item named manifest") when one of
     * them is only half written by a build beside.
     */
    private static final int TRIES = 10;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String[] NO_WORDS = {};
    private static final ExposedPort[] NO_PORTS = {};

    private final Daemon daemon;

    public Images(Daemon daemon) {
        this.daemon = daemon;
    }

    /** An image by name or id. */
    public Optional<Image> find(String name) {
        for (int tried = 1; ; tried++) {
            try {
                return Optional.of(
                        image(daemon.call(docker -> docker.inspectImageCmd(name).exec())));
            } catch (Refused e) {
                if (e.notFound()) {
                    return Optional.empty();
                }
                if (e.status() < 500 || tried == TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** All names there are. */
    public List<ImageRef> names() {
        return daemon.call(docker -> docker.listImagesCmd().exec()).stream()
                .flatMap(image ->
                        tags(Optional.ofNullable(image.getRepoTags())
                                        .map(Arrays::asList)
                                        .orElse(null))
                                .stream())
                .toList();
    }

    /** All images with every one of these labels. */
    public List<Image> labelled(Map<String, String> labels) {
        // Podman 4.3 finds nothing when it is asked for two labels: ask for one, look at the others here.
        Map<String, String> first =
                labels.entrySet().stream().limit(1).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return daemon
                .call(docker -> docker.listImagesCmd().withLabelFilter(first).exec())
                .stream()
                .map(found -> find(withAlgorithm(found.getId())))
                .flatMap(Optional::stream)
                .filter(image -> image.labels().entrySet().containsAll(labels.entrySet()))
                .distinct()
                .toList();
    }

    /** Gives an image one more name. */
    public void tag(String image, String name) {
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        String repository = tagged ? name.substring(0, colon) : name;
        String tag = tagged ? name.substring(colon + 1) : "latest";
        daemon.call(docker -> docker.tagImageCmd(image, repository, tag).exec());
    }

    /** Removes an image with all its names; one in use, with children, or gone is left alone. */
    public void remove(String id) {
        for (String name : find(id).map(Image::tags).orElse(List.of()).stream()
                .map(ImageRef::value)
                .toList()) {
            removeQuietly(name);
        }
        if (find(id).isPresent()) {
            removeQuietly(id);
        }
    }

    /** Takes one name away; the image stays while it has another, is in use, or has children. */
    public void untag(String name) {
        removeQuietly(name);
    }

    private void removeQuietly(String name) {
        try {
            daemon.call(docker -> docker.removeImageCmd(name).exec());
        } catch (Refused e) {
            if (e.status() != 404 && e.status() != 409 && !e.words().contains("in use")) {
                throw e;
            }
        }
    }

    private static Image image(InspectImageResponse found) {
        Optional<ContainerConfig> config = Optional.ofNullable(found.getConfig());
        return new Image(
                new ImageId(withAlgorithm(found.getId())),
                tags(found.getRepoTags()),
                config.map(ContainerConfig::getLabels).orElse(Map.of()),
                ports(config.map(ContainerConfig::getExposedPorts).orElse(NO_PORTS)),
                env(config.map(ContainerConfig::getEnv).orElse(NO_WORDS)),
                List.of(config.map(ContainerConfig::getEntrypoint).orElse(NO_WORDS)),
                List.of(config.map(ContainerConfig::getCmd).orElse(NO_WORDS)),
                Optional.ofNullable(found.getArch()).orElse(""),
                time(found.getCreated()));
    }

    private static String withAlgorithm(@Nullable String id) {
        String text = String.valueOf(id);
        return text.startsWith("sha256:") ? text : "sha256:" + text;
    }

    /** Names as a person writes them: Podman shows Docker's default registry, Docker does not. */
    private static List<ImageRef> tags(@Nullable List<String> names) {
        return Optional.ofNullable(names).orElse(List.of()).stream()
                .map(name -> name.replaceFirst("^docker\\.io/(?:library/)?", ""))
                .filter(ImageRef::isValid)
                .map(ImageRef::new)
                .toList();
    }

    private static Set<Integer> ports(ExposedPort[] ports) {
        return Arrays.stream(ports)
                .filter(port -> port.getProtocol() == InternetProtocol.TCP)
                .map(ExposedPort::getPort)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> env(String[] variables) {
        Map<String, String> env = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                env.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return env;
    }

    private static Instant time(@Nullable String text) {
        return text == null || text.isEmpty()
                ? Instant.EPOCH
                : OffsetDateTime.parse(text).toInstant();
    }
}
