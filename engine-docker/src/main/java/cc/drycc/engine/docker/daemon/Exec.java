package cc.drycc.engine.docker.daemon;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command in a container that is running. */
public final class Exec {

    private final Daemon daemon;

    public Exec(Daemon daemon) {
        this.daemon = daemon;
    }

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
        try (DockerHttpClient.Response response = daemon.stream(
                DockerHttpClient.Request.Method.POST,
                "/exec/" + id + "/start",
                Map.of("Content-Type", "application/json"),
                Optional.of(new ByteArrayInputStream(
                        "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.UTF_8))))) {
            response.getBody().transferTo(OutputStream.nullOutputStream());
        }
        Long code = daemon.call(docker -> docker.inspectExecCmd(id).exec()).getExitCodeLong();
        return code == null ? -1 : code;
    }
}
