package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.JobFiles;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Copies files into a container that did not start yet, and out of one that has ended. */
public final class ContainerFiles {

    private final Daemon daemon;

    public ContainerFiles(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Unpacks a tar at the container's root. */
    public void put(String id, Path archive) {
        try (InputStream body = Files.newInputStream(archive);
                DockerHttpClient.Response response = daemon.stream(
                        DockerHttpClient.Request.Method.PUT,
                        "/containers/" + id + "/archive?path=%2F",
                        Map.of("Content-Type", "application/x-tar"),
                        Optional.of(body))) {
            response.getBody().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new EngineProblem("Files could not be copied into a container: " + e.getMessage(), e);
        }
    }

    /** Packs a folder of the container. */
    public void take(String id, JobFiles.Out out) {
        String path = "/containers/" + id + "/archive?path=" + URLEncoder.encode(out.folder(), StandardCharsets.UTF_8);
        try (DockerHttpClient.Response response =
                        daemon.stream(DockerHttpClient.Request.Method.GET, path, Map.of(), Optional.empty());
                OutputStream file = Files.newOutputStream(out.archive())) {
            copy(response.getBody(), file, out.maxBytes());
        } catch (IOException e) {
            throw new EngineProblem("Files could not be copied out of a container: " + e.getMessage(), e);
        }
    }

    private static void copy(InputStream from, OutputStream to, long maxBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            copied += count;
            if (copied > maxBytes) {
                throw new EngineProblem("What the job made is larger than %d MiB".formatted(maxBytes >> 20));
            }
            to.write(buffer, 0, count);
        }
    }
}
