package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.DiskLimit;
import cc.drycc.engine.HardLimits;
import cc.drycc.engine.Resources;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a container of ours may do: never privileged, no host network, no mount, no new privileges, only the capabilities
 * ordinary images need, and limits on everything that can run out.
 *
 * <p>The restart policy is {@code no}: the supervisor is the only one that restarts, so back-off, addresses and counts are
 * known to somebody. While the platform is down its pods go on running; one that crashes then, or dies with the machine,
 * comes back when the platform does.
 */
public final class Sandbox {

    /** Docker's default set without NET_RAW, MKNOD, AUDIT_WRITE and SETFCAP: what servers that drop root still need. */
    private static final Capability[] KEPT = {
        Capability.CHOWN,
        Capability.DAC_OVERRIDE,
        Capability.FOWNER,
        Capability.FSETID,
        Capability.KILL,
        Capability.NET_BIND_SERVICE,
        Capability.SETGID,
        Capability.SETPCAP,
        Capability.SETUID,
        Capability.SYS_CHROOT,
    };

    /** Podman starts containers with at most this many processes per user, whatever the machine allows. */
    private static final long PROCESSES = 32_768;

    private final Optional<String> runtime;
    private final long openFiles;
    private final String network;
    private final boolean podman;

    /**
     * @param runtime the OCI runtime, when not the engine's own choice
     * @param openFiles cap on open files of a container; our own hard limit is one too
     * @param network the network containers join
     * @param podman whether the engine is Podman, whose log rotation has other options
     */
    public Sandbox(Optional<String> runtime, long openFiles, String network, boolean podman) {
        this.runtime = runtime;
        this.openFiles = HardLimits.openFiles(openFiles);
        this.network = network;
        this.podman = podman;
    }

    /** For a container that stays: its log is kept, and cut by size. Podman takes the name and rotates by itself. */
    HostConfig forPod(Resources resources) {
        Map<String, String> options = podman ? Map.of("max-size", "20m") : Map.of("max-size", "10m", "max-file", "2");
        return base(resources).withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, options));
    }

    /** For a container whose output we read as it comes: nothing is kept. */
    HostConfig forJob(Resources resources) {
        return base(resources).withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
    }

    /** The limits every process of ours starts with; set always, because raising them is refused on some hosts. */
    public List<Ulimit> ulimits() {
        long processes = HardLimits.processes(PROCESSES);
        return List.of(
                new Ulimit("nofile", openFiles, openFiles),
                new Ulimit("nproc", processes, processes),
                new Ulimit("core", 0L, 0L));
    }

    /** Those, and how large a file of a build may become: neither engine can limit what it writes altogether. */
    public List<Ulimit> buildUlimits(DiskLimit disk) {
        long largest = disk.fileBytes();
        return Stream.concat(ulimits().stream(), Stream.of(new Ulimit("fsize", largest, largest)))
                .toList();
    }

    private HostConfig base(Resources resources) {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withPrivileged(false)
                .withCapDrop(Capability.ALL)
                .withCapAdd(KEPT)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withRestartPolicy(RestartPolicy.noRestart())
                .withUlimits(ulimits());
        runtime.ifPresent(host::withRuntime);
        if (resources.pids() > 0) {
            host.withPidsLimit((long) resources.pids());
        }
        if (resources.cpuMillis() > 0) {
            host.withNanoCPUs(resources.cpuMillis() * 1_000_000L);
        }
        if (resources.memoryBytes() > 0) {
            host.withMemory(resources.memoryBytes()).withMemorySwap(resources.memoryBytes());
        }
        return host;
    }
}
