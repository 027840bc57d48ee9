package cc.drycc.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control group in which the containers of one build run, because no engine's build call can limit processes: a
 * fork bomb in a {@code RUN} stays inside. When the machine is busy, what is in it gets less of its processors than the apps
 * do. It can be made when we are root on the engine's machine, the engine uses the
 * {@code cgroupfs} driver, and the pids controller can be written; otherwise the build runs without this one limit.
 */
public final class BuildCage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BuildCage.class);
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** A quarter of what a group usually has, in the first version of control groups and in the second. */
    private static final String CPU_SHARES = "256";

    private static final String CPU_WEIGHT = "25";

    private static final Path PROCESSES = Path.of("/proc");

    /** An overlay mounted on the root: {@code 36 35 98:0 / / rw - overlay overlay rw,upperdir=/x/diff,…}. */
    private static final Pattern LAYER = Pattern.compile("\\S+ \\S+ \\S+ / / .* - overlay .*[ ,]upperdir=(/[^ ,]+).*");

    private final String name;
    private final Path group;

    private BuildCage(String name, Path group) {
        this.name = name;
        this.group = group;
    }

    /**
     * Makes one for one build, if that is possible here.
     *
     * @param platform whose build it is
     * @param pids processes and threads, at most
     */
    public static Optional<BuildCage> make(String platform, int pids) {
        return named(
                "drycc-" + platform + "-build-" + UUID.randomUUID().toString().substring(0, 8), pids);
    }

    /**
     * Makes one under a name of the caller's, for builders that take it for part of what is cached. Only one build may use
     * it at a time.
     */
    public static Optional<BuildCage> named(String name, int pids) {
        Path hierarchy = Files.isDirectory(ROOT.resolve("pids")) ? ROOT.resolve("pids") : ROOT;
        Path group = hierarchy.resolve(name);
        try {
            Files.createDirectories(group);
            Files.writeString(group.resolve("pids.max"), Integer.toString(pids));
            afterTheApps(name);
            return Optional.of(new BuildCage(name, group));
        } catch (IOException e) {
            LOG.debug("event=no-build-cage problem=\"{}\"", e.toString());
            delete(group);
            return Optional.empty();
        }
    }

    /** Without effect where the CPU controller cannot be had. */
    private static void afterTheApps(String name) {
        try {
            if (Files.isDirectory(ROOT.resolve("cpu"))) {
                Path shares = Files.createDirectories(ROOT.resolve("cpu").resolve(name));
                Files.writeString(shares.resolve("cpu.shares"), CPU_SHARES);
            } else {
                Files.writeString(ROOT.resolve(name).resolve("cpu.weight"), CPU_WEIGHT);
            }
        } catch (IOException e) {
            LOG.debug("event=build-not-after-apps problem=\"{}\"", e.toString());
        }
    }

    /** As the engines call it. */
    public String parent() {
        return "/" + name;
    }

    /** Where the containers that run in it write, as far as the engine stacks layers by overlay. */
    List<Path> layers() {
        try (Stream<Path> groups = Files.walk(group)) {
            return groups.filter(path -> path.endsWith("cgroup.procs"))
                    .flatMap(processes -> oneOf(processes).stream())
                    .flatMap(pid -> layer(pid).stream())
                    .distinct()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // a container has just gone
        }
    }

    private static Optional<String> oneOf(Path processes) {
        try (Stream<String> pids = Files.lines(processes)) {
            return pids.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> layer(String pid) {
        try (Stream<String> mounts =
                Files.lines(PROCESSES.resolve(pid).resolve("mountinfo"), StandardCharsets.ISO_8859_1)) {
            return mounts.map(LAYER::matcher)
                    .filter(Matcher::matches)
                    .map(layer -> Path.of(layer.group(1)))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Kills what runs in it; without effect when nothing does. */
    public void kill() {
        try (Stream<Path> groups = Files.walk(group)) {
            for (Path processes :
                    groups.filter(path -> path.endsWith("cgroup.procs")).toList()) {
                Files.readAllLines(processes).stream()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                        .forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("event=build-cage-gone name={} problem=\"{}\"", name, e.toString());
        }
    }

    /** Removes it everywhere; Podman does so itself when a build ends, others leave the empty groups. */
    @Override
    public void close() {
        try (Stream<Path> hierarchies = Files.list(ROOT)) {
            Stream.concat(hierarchies.map(path -> path.resolve(name)), Stream.of(group))
                    .distinct()
                    .filter(Files::isDirectory)
                    .forEach(BuildCage::deleteAll);
        } catch (IOException e) {
            LOG.debug("event=build-cage-left name={} problem=\"{}\"", name, e.toString());
        }
    }

    /** The files in a group go with it. */
    private static void deleteAll(Path group) {
        try (Stream<Path> below = Files.walk(group)) {
            below.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).forEach(BuildCage::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("event=build-cage-left path={} problem=\"{}\"", group, e.toString());
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
