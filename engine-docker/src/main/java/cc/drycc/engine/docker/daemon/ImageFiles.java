package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageContents;
import cc.drycc.engine.ImageId;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads files of an image: in a container that is made for it and never started, and removed whatever happens. */
public final class ImageFiles {

    private final Daemon daemon;
    private final Labels labels;

    public ImageFiles(Daemon daemon, Labels labels) {
        this.daemon = daemon;
        this.labels = labels;
    }

    /** See {@link cc.drycc.engine.ImageStore#read}. */
    public <T> T read(ImageId image, Function<ImageContents, T> reader) {
        String container = create(image);
        try {
            return reader.apply((path, maxBytes) -> file(container, path, maxBytes));
        } finally {
            remove(container);
        }
    }

    /** With the label of a job, so that the next start removes it when this process dies meanwhile. */
    private String create(ImageId image) {
        String name = "drycc-read-" + UUID.randomUUID();
        try {
            return daemon.call(docker -> docker.createContainerCmd(image.value())
                    .withName(name)
                    .withLabels(labels.with(Map.of(Labels.JOB, name)))
                    // an image without a command is no reason not to make it
                    .withEntrypoint("/never-started")
                    .withCmd(List.of())
                    .withNetworkDisabled(true)
                    .exec()
                    .getId());
        } catch (Refused e) {
            throw new EngineProblem("The image cannot be read: " + e.words(), e);
        }
    }

    private Optional<byte[]> file(String container, String path, int maxBytes) {
        String query = "/containers/" + container + "/archive?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
        try (DockerHttpClient.Response response =
                        daemon.stream(DockerHttpClient.Request.Method.GET, query, Map.of(), Optional.empty());
                TarArchiveInputStream tar = new TarArchiveInputStream(response.getBody())) {
            var entry = tar.getNextEntry();
            if (entry == null || !entry.isFile() || entry.getSize() > maxBytes) {
                return Optional.empty();
            }
            return Optional.of(tar.readAllBytes());
        } catch (Refused e) {
            if (e.notFound()) {
                return Optional.empty();
            }
            throw new EngineProblem("The image cannot be read: " + e.words(), e);
        } catch (IOException e) {
            throw new EngineProblem("The image cannot be read: " + e.getMessage(), e);
        }
    }

    private void remove(String container) {
        try {
            daemon.call(docker ->
                    docker.removeContainerCmd(container).withForce(true).exec());
        } catch (Refused e) {
            if (!e.notFound()) {
                throw new EngineProblem("A container cannot be removed: " + e.words(), e);
            }
        }
    }
}
