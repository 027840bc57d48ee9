package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.WindowSize;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The platform's containers, one call each. */
public final class Containers {

    private static final int LOOK_TRIES = 10;
    private static final Duration POLL_FIRST = Duration.ofMillis(10);
    private static final Duration POLL_LAST = Duration.ofMillis(250);
    private static final Duration PUT_AWAY = Duration.ofSeconds(10);
    private static final int HOST_NAME_MAX = 63;
    /** 128 + SIGKILL. */
    private static final long KILLED = 137;

    private final Daemon daemon;
    private final Labels labels;
    private final Sandbox sandbox;
    private final boolean podman;
    private volatile BridgeAddress bridge = BridgeAddress.none();

    public Containers(Daemon daemon, Labels labels, Sandbox sandbox) {
        this.daemon = daemon;
        this.labels = labels;
        this.sandbox = sandbox;
        this.podman = daemon.isPodman();
    }

    /** Tells that the platform's network is there. */
    public void networkReady() {
        bridge = BridgeAddress.of(daemon, labels.network());
    }

    /** All containers of the platform, ended ones included, that carry these labels as well. Exit codes are not filled in. */
    public List<Container> list(Map<String, String> also) {
        Map<String, String> filter = new HashMap<>(also);
        filter.putAll(labels.ours());
        return daemon
                .call(docker -> docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(filter)
                        .exec())
                .stream()
                .map(this::listed)
                .toList();
    }

    /**
     * One container, by id or name; empty when there is none.
     *
     * @throws EngineProblem when the engine cannot say
     */
    public Optional<Container> look(String id) {
        for (int tries = 1; ; tries++) {
            try {
                return Optional.of(inspected(
                        daemon.call(docker -> docker.inspectContainerCmd(id).exec())));
            } catch (Refused e) {
                if (e.notFound()) {
                    return Optional.empty();
                }
                if (e.status() < 500) {
                    throw e;
                }
                if (tries == LOOK_TRIES) {
                    throw new EngineProblem("The engine cannot look at container %s: %s".formatted(id, e.words()), e);
                }
                // Podman: "read /proc/4711/cgroup: no such process" while the container's process is going away
                LockSupport.parkNanos(POLL_FIRST.toNanos());
            }
        }
    }

    /**
     * Makes a container without starting it.
     *
     * @return its id
     * @throws Refused status 404 when there is no such image, 409 when the name is taken
     */
    public String create(ContainerSpec spec) {
        return create(spec, Interaction.NONE);
    }

    /** The same for one that somebody talks to. */
    public String create(ContainerSpec spec, Interaction interaction) {
        return create(spec, interaction, Optional.empty());
    }

    /** The same with a folder that outlives it. */
    public String create(ContainerSpec spec, Interaction interaction, Optional<Bind> folder) {
        HostConfig host = switch (spec.kind()) {
            case POD -> sandbox.forPod(spec.resources());
            case JOB -> sandbox.forJob(spec.resources());
        };
        folder.ifPresent(host::withBinds);
        return daemon.call(docker -> {
            CreateContainerCmd create = docker.createContainerCmd(spec.image().value())
                    .withName(spec.name().value())
                    .withHostName(hostName(spec.name().value()))
                    .withEnv(spec.env().entrySet().stream()
                            .map(variable -> variable.getKey() + "=" + variable.getValue())
                            .toList())
                    .withLabels(labels.with(spec.labels()))
                    .withAliases(spec.aliases())
                    .withTty(interaction.terminal().isPresent())
                    .withStdinOpen(interaction.input() == Interaction.Input.OPEN)
                    .withStdInOnce(interaction.input() == Interaction.Input.OPEN)
                    .withHostConfig(host);
            if (!spec.entrypoint().isEmpty()) {
                create.withEntrypoint(spec.entrypoint());
            }
            if (!spec.command().isEmpty()) {
                create.withCmd(spec.command());
            }
            return create.exec().getId();
        });
    }

    private static String hostName(String name) {
        String cut = name.length() > HOST_NAME_MAX ? name.substring(0, HOST_NAME_MAX) : name;
        return cut.replaceAll("-+$", "");
    }

    /**
     * Starts a container; one that runs is fine.
     *
     * @throws Refused when its process cannot be started, or the container is gone (404)
     */
    public void start(String id) {
        daemon.call(docker -> docker.startContainerCmd(id).exec());
        bridge.pin();
    }

    /** Tells its terminal the size of its window. */
    public void resize(String id, WindowSize size) {
        daemon.call(docker -> docker.resizeContainerCmd(id)
                .withSize(size.rows(), size.columns())
                .exec());
    }

    /** Sends a signal; a container that does not run any more, or is gone, is fine. */
    public void signal(String id, String signal) {
        try {
            daemon.call(docker -> docker.killContainerCmd(id).withSignal(signal).exec());
        } catch (Refused e) {
            if (look(id).filter(now -> now.phase() == Container.Phase.RUNNING).isPresent()) {
                throw e;
            }
        }
    }

    /** Removes a container with its anonymous volumes, killing it first if it runs; one that is gone is fine. */
    public void remove(String id) {
        try {
            daemon.call(docker -> docker.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (Refused e) {
            if (look(id).isPresent()) {
                throw e;
            }
        }
    }

    /**
     * Waits until a container does not run any more.
     *
     * @return false when {@code atMost} passed first
     */
    public boolean awaitEnd(String id, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = POLL_FIRST;
        while (look(id).filter(now -> now.phase() == Container.Phase.RUNNING).isPresent()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(POLL_LAST) > 0 ? POLL_LAST : pause.multipliedBy(2);
        }
        return true;
    }

    /**
     * Waits, though not long, until a container that has ended is put away. Podman does that with a program of its own, which
     * unmounts the container's files also under somebody who copies them out: what he gets is empty.
     */
    public void awaitPutAway(String id) throws InterruptedException {
        long deadline = System.nanoTime() + PUT_AWAY.toNanos();
        while (podman && isBeingPutAway(id) && System.nanoTime() < deadline) {
            Thread.sleep(POLL_FIRST);
        }
    }

    /** Between {@code stopped} and {@code exited}, which only Podman's own API tells apart. */
    private boolean isBeingPutAway(String id) {
        try (DockerHttpClient.Response response = daemon.podman("/containers/" + id + "/json")) {
            return new ObjectMapper()
                    .readTree(response.getBody())
                    .path("State")
                    .path("Status")
                    .asText()
                    .equals("stopped");
        } catch (IOException e) {
            throw new EngineProblem("The container engine broke off: " + e.getMessage(), e);
        }
    }

    private Container listed(com.github.dockerjava.api.model.Container found) {
        return new Container(
                found.getId(),
                name(found.getNames()[0]),
                Optional.ofNullable(found.getLabels()).orElse(Map.of()),
                phase(found.getState()),
                Optional.ofNullable(found.getNetworkSettings())
                        .map(settings -> settings.getNetworks().get(labels.network()))
                        .flatMap(network -> address(network.getIpAddress())),
                0,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                List.of());
    }

    private Container inspected(InspectContainerResponse found) {
        InspectContainerResponse.ContainerState state = found.getState();
        return new Container(
                found.getId(),
                name(found.getName()),
                Optional.ofNullable(found.getConfig().getLabels()).orElse(Map.of()),
                phase(state.getStatus()),
                Optional.ofNullable(found.getNetworkSettings().getNetworks().get(labels.network()))
                        .flatMap(network -> address(network.getIpAddress())),
                Optional.ofNullable(state.getExitCodeLong()).orElse(0L).intValue(),
                outOfMemory(found),
                time(state.getStartedAt()),
                time(state.getFinishedAt()),
                words(found.getConfig().getEntrypoint()),
                words(found.getConfig().getCmd()));
    }

    /**
     * Podman 4.3 on a cgroup v1 host never tells; there a SIGKILL that met a memory limit is taken for the kernel's. We send
     * one ourselves only to containers whose end nobody asks about.
     */
    private boolean outOfMemory(InspectContainerResponse found) {
        if (Boolean.TRUE.equals(found.getState().getOOMKilled())) {
            return true;
        }
        Long limit = found.getHostConfig().getMemory();
        return podman
                && limit != null
                && limit > 0
                && Long.valueOf(KILLED).equals(found.getState().getExitCodeLong());
    }

    private static List<String> words(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
    }

    private static String name(String raw) {
        return raw.startsWith("/") ? raw.substring(1) : raw;
    }

    private static Container.Phase phase(@Nullable String state) {
        return switch (String.valueOf(state)) {
            case "created", "configured", "initialized" -> Container.Phase.CREATED;
            case "running", "paused", "restarting", "stopping" -> Container.Phase.RUNNING;
            default -> Container.Phase.ENDED;
        };
    }

    private static Optional<InetAddress> address(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)); // a literal: nothing is resolved
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Instant time(@Nullable String text) {
        try {
            return text == null || text.startsWith("0001-")
                    ? Instant.EPOCH
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
