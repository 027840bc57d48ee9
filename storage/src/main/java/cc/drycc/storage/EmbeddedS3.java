package cc.drycc.storage;

import cc.drycc.storage.StorageProblem.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 server in this process that keeps objects as files, so that one machine needs no object store. It listens on the
 * loopback address only and knows one access key.
 */
public final class EmbeddedS3 implements AutoCloseable {

    /** Room for the server's own acceptors and selectors, and as many requests at once as a platform sends. */
    private static final int MAX_THREADS = 16;

    private final S3Proxy server;
    private final AccessKey key;

    private EmbeddedS3(S3Proxy server, AccessKey key) {
        this.server = server;
        this.key = key;
    }

    /**
     * Starts the server; it answers when this returns.
     *
     * @param folder where buckets become folders and objects files; made when missing, readable by its owner only
     * @param port to listen on; 0 takes any free one
     * @param key what clients must sign with
     * @throws StorageProblem when the folder cannot be used or the port is taken
     */
    public static EmbeddedS3 start(Path folder, int port, AccessKey key) {
        var server = S3Proxy.builder()
                .blobStore(files(folder))
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, key.id(), key.secret())
                .jettyMaxThreads(MAX_THREADS)
                .stopTimeout(0) // longer, and an idle connection of any client holds the stop up
                .build();
        try {
            server.start();
        } catch (Exception e) {
            throw new StorageProblem(
                    Kind.UNREACHABLE,
                    "The embedded object storage cannot listen on 127.0.0.1:" + port + ": is the port taken?",
                    e);
        }
        return new EmbeddedS3(server, key);
    }

    private static BlobStore files(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return new FilesystemNio2BlobStore(folder.toString());
        } catch (IOException e) {
            throw new StorageProblem(
                    Kind.LOCAL,
                    "The folder of the embedded object storage cannot be used: " + folder
                            + "; check its owner and that the disk has room",
                    e);
        }
    }

    /** Settings for a client of this server. */
    public StorageSettings settings() {
        return StorageSettings.of(URI.create("http://127.0.0.1:" + port()), key);
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Stops at once: close the clients first. Objects stay, and one that was being put is not there. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new StorageProblem(Kind.BROKEN, "The embedded object storage did not stop; its objects are safe", e);
        }
    }
}
