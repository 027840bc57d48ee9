package cc.drycc.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.drycc.engine.docker.daemon.Daemon;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image of one file, for a processor that no machine of ours has. */
public final class ForeignImage {

    private ForeignImage() {}

    /** Puts it into an engine's store, as somebody at the engine's machine might. */
    public static void load(PrivateDaemon daemon, String name) throws Exception {
        var layer = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(layer)) {
            put(tar, "program", "not for here".getBytes(UTF_8));
        }
        String diff =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(layer.toByteArray()));
        var archive = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(archive)) {
            put(tar, "config.json", """
                    {"architecture": "s390x", "os": "linux", "config": {"Cmd": ["/program"]},
                     "history": [{"created": "2026-11-21T00:00:00Z", "created_by": "COPY program /"}],
                     "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}
                    """.formatted(diff).getBytes(UTF_8));
            put(tar, "layer.tar", layer.toByteArray());
            put(tar, "manifest.json", """
                    [{"Config": "config.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]
                    """.formatted(name).getBytes(UTF_8));
        }
        try (Daemon connection = Daemon.connect(daemon.host());
                var response = connection.stream(
                        Method.POST,
                        "/images/load",
                        Map.of("Content-Type", "application/x-tar"),
                        Optional.of(new ByteArrayInputStream(archive.toByteArray())))) {
            response.getBody().readAllBytes();
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
