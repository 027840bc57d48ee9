package cc.drycc.buildservice.run;

import cc.drycc.buildservice.fetch.Downloads;
import cc.drycc.buildservice.fetch.FetchRefused;
import cc.drycc.buildservice.fetch.WebAddress;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.buildservice.jobs.SourceArchives;
import cc.drycc.imagebuilder.source.ArchiveFormats;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.imagebuilder.source.Unpacked;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    Unpacked fetch(UUID job, Order.Source wanted)
            throws FetchRefused, SourceRefused, IOException, InterruptedException {
        return switch (wanted) {
            case Order.Source.Dockerfile file -> unpack(new ByteArrayInputStream(tarOf(file.text())));
            case Order.Source.Archive archive -> unpack(archives.open(job));
            case Order.Source.Url url -> download(new WebAddress(url.url()));
        };
    }

    private Unpacked unpack(InputStream archive) throws SourceRefused, IOException {
        return Unpacked.of(archive, workFolder, limits, ArchiveFormats.TAR);
    }

    private Unpacked download(WebAddress from) throws FetchRefused, SourceRefused, IOException, InterruptedException {
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
