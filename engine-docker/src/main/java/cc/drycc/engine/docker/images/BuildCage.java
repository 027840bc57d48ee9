package cc.drycc.engine.docker.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control group in which the containers of one build run, because neither engine's build call can limit processes: a
 * fork bomb in a {@code RUN} stays inside. It can be made when we are root on the engine's machine, the engine uses the
 * {@code cgroupfs} driver, and the pids controller can be written; otherwise the build runs without this one limit.
 */
final class BuildCage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BuildCage.class);
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final String name;
    private final Path group;

    private BuildCage(String name, Path group) {
        this.name = name;
        this.group = group;
    }

    /** Makes one, if that is possible here. */
    static Optional<BuildCage> make(String platform, int pids) {
        String name =
                "drycc-" + platform + "-build-" + UUID.randomUUID().toString().substring(0, 8);
        Path hierarchy = Files.isDirectory(ROOT.resolve("pids")) ? ROOT.resolve("pids") : ROOT;
        Path group = hierarchy.resolve(name);
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve("pids.max"), Integer.toString(pids));
            return Optional.of(new BuildCage(name, group));
        } catch (IOException e) {
            LOG.debug("event=no-build-cage problem=\"{}\"", e.toString());
            delete(group);
            return Optional.empty();
        }
    }

    /** As the engines call it. */
    String parent() {
        return "/" + name;
    }

    /** Removes it everywhere; Podman does so itself when a build ends, Docker leaves the empty groups. */
    @Override
    public void close() {
        delete(group);
        try (Stream<Path> hierarchies = Files.list(ROOT)) {
            List<Path> left = hierarchies
                    .map(path -> path.resolve(name))
                    .filter(Files::isDirectory)
                    .toList();
            left.forEach(BuildCage::delete);
        } catch (IOException e) {
            LOG.debug("event=build-cage-left name={} problem=\"{}\"", name, e.toString());
        }
    }

    private static void delete(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            LOG.debug("event=build-cage-left path={} problem=\"{}\"", group, e.toString());
        }
    }
}
