package cc.drycc.buildservice.run;

import cc.drycc.buildservice.fetch.Downloads;
import cc.drycc.buildservice.fetch.FetchRefused;
import cc.drycc.buildservice.fetch.WebAddress;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.buildservice.jobs.SourceArchives;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Gets what is to be built into a folder, wherever it comes from, always through the one extractor. */
public final class FetchSource {

    private static final String PREFIX = "download-";

    private final SourceArchives archives;
    private final Downloads downloads;
    private final Path workFolder;
    private final ExtractLimits limits;

    /** @throws IOException when the work folder cannot be swept of what an earlier process left */
    public FetchSource(SourceArchives archives, Downloads downloads, Path workFolder, ExtractLimits limits)
            throws IOException {
        this.archives = archives;
        this.downloads = downloads;
        this.workFolder = workFolder;
        this.limits = limits;
        Source.sweep(workFolder);
        sweep();
    }

    private void sweep() throws IOException {
        try (Stream<Path> left = Files.list(workFolder)) {
            for (Path file : left.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * What was got.
     *
     * @param source unpacked; the caller closes it
     * @param sha256 of the archive, 64 hexadecimal digits
     */
    record Fetched(Source source, String sha256) {}

    Fetched fetch(UUID job, Order.Source wanted) throws FetchRefused, SourceRefused, IOException, InterruptedException {
        return switch (wanted) {
            case Order.Source.Dockerfile file -> unpack(new ByteArrayInputStream(tarOf(file.text())));
            case Order.Source.Archive archive -> unpack(archives.open(job));
            case Order.Source.Url url -> download(new WebAddress(url.url()));
        };
    }

    private Fetched unpack(InputStream archive) throws SourceRefused, IOException {
        try (var read = new DigestInputStream(archive, sha256())) {
            var source = Source.unpack(read, workFolder, limits);
            try {
                read.transferTo(OutputStream.nullOutputStream()); // what follows the end of the tar is part of it, too
            } catch (IOException e) {
                source.close();
                throw e;
            }
            return new Fetched(
                    source, HexFormat.of().formatHex(read.getMessageDigest().digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Fetched download(WebAddress from) throws FetchRefused, SourceRefused, IOException, InterruptedException {
        var file = Files.createTempFile(workFolder, PREFIX, ".tar");
        try {
            downloads.fetch(from, file);
            return unpack(Files.newInputStream(file));
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] tarOf(String dockerfile) throws IOException {
        var content = dockerfile.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(content.length);
            entry.setModTime(0); // the same text is the same source
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
