package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.Interaction;
import cc.drycc.engine.WindowSize;
import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Runs commands in containers that are running. */
public final class Exec {

    private final Daemon daemon;

    public Exec(Daemon daemon) {
        this.daemon = daemon;
    }

    /**
     * A command in a container as the engine sees it now.
     *
     * @param running whether it runs
     * @param exitCode of its end, as soon as the engine knows
     * @param pid of its process on the engine's machine, once started
     */
    public record State(boolean running, OptionalInt exitCode, OptionalLong pid) {}

    /**
     * Runs the command to its end; what it writes is dropped.
     *
     * @return its exit code
     * @throws Refused when the container does not run or has no such command
     * @throws IOException when the engine broke off
     */
    public long run(String container, List<String> command) throws IOException {
        String id = daemon.call(docker -> docker.execCreateCmd(container)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(command.toArray(String[]::new))
                .exec()
                .getId());
        return run(id);
    }

    /** The same as the container's root, whoever its processes run as. */
    public long runAsRoot(String container, List<String> command) throws IOException {
        String id = daemon.call(docker -> docker.execCreateCmd(container)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withUser("0")
                .withCmd(command.toArray(String[]::new))
                .exec()
                .getId());
        return run(id);
    }

    private long run(String id) throws IOException {
        try (DockerHttpClient.Response response = daemon.stream(
                DockerHttpClient.Request.Method.POST,
                "/exec/" + id + "/start",
                Map.of("Content-Type", "application/json"),
                Optional.of(new ByteArrayInputStream(
                        "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8))))) {
            response.getBody().transferTo(OutputStream.nullOutputStream());
        }
        return look(id).exitCode().orElse(-1);
    }

    /**
     * Prepares a command that somebody talks to.
     *
     * @param env {@code NAME=value}, beside the container's
     * @return its id
     */
    public String create(String container, List<String> command, Interaction interaction, List<String> env) {
        return daemon.call(docker -> {
            ExecCreateCmd create = docker.execCreateCmd(container)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withAttachStdin(interaction.input() == Interaction.Input.OPEN)
                    .withTty(interaction.terminal().isPresent())
                    .withEnv(env)
                    .withCmd(command.toArray(String[]::new));
            return create.exec().getId();
        });
    }

    /**
     * Starts it and gives the pipe to it.
     *
     * @throws Refused when it cannot be started
     */
    public Hijacked start(String id, Interaction interaction) {
        return daemon.hijackBothWays(
                "/exec/" + id + "/start",
                "{\"Detach\":false,\"Tty\":%s}".formatted(interaction.terminal().isPresent()));
    }

    /** Tells its terminal the size of its window. */
    public void resize(String id, WindowSize size) {
        daemon.call(docker ->
                docker.resizeExecCmd(id).withSize(size.rows(), size.columns()).exec());
    }

    /** How it is. */
    public State look(String id) {
        InspectExecResponse found =
                daemon.call(docker -> docker.inspectExecCmd(id).exec());
        boolean running = Boolean.TRUE.equals(found.isRunning());
        Long code = found.getExitCodeLong();
        Long pid = found.getPidLong();
        return new State(
                running,
                running || code == null ? OptionalInt.empty() : OptionalInt.of(code.intValue()),
                pid == null || pid <= 0 ? OptionalLong.empty() : OptionalLong.of(pid));
    }
}
