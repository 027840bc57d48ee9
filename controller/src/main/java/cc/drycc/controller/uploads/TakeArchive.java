package cc.drycc.controller.uploads;

import cc.drycc.controller.problems.Problem;
import cc.drycc.imagebuilder.source.ArchiveFormats;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes archives in from the network, to disk and not into memory, and looks at them before anybody builds them. */
public final class TakeArchive {

    private static final Logger LOG = LoggerFactory.getLogger(TakeArchive.class);
    private static final String PREFIX = "archive-";
    private static final int BUFFER = 64 * 1024;
    private static final int SHA_DIGITS = 40;

    private final Path folder;
    private final ExtractLimits limits;

    /**
     * @param folder belongs to this process alone; what one that died has left in it is removed
     * @param limits those of every build's source
     * @throws IOException when the folder cannot be made or swept
     */
    public TakeArchive(Path folder, ExtractLimits limits) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.limits = limits;
        Source.sweep(folder);
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Reads an archive to its end. Of one that does not arrive whole nothing is left.
     *
     * @param announced how many bytes are to come; less than 0 when nobody knows
     * @throws Problem.TooLarge when there are more bytes than {@link ExtractLimits#packed}
     * @throws Problem.Refused when it ends early
     * @throws Problem.Unavailable when this machine cannot keep it
     */
    SentArchive take(long announced, InputStream body) {
        if (announced > limits.packed()) {
            throw tooLarge();
        }
        Path file;
        try {
            file = Files.createTempFile(folder, PREFIX, "");
        } catch (IOException e) {
            throw cannotKeep(e);
        }
        boolean whole = false;
        try {
            var archive = new SentArchive(file, copy(body, file));
            whole = true;
            return archive;
        } catch (IOException e) {
            throw cannotKeep(e);
        } finally {
            if (!whole) {
                delete(file);
            }
        }
    }

    /** @throws IOException when the file cannot be written; what goes wrong with the body is a {@link Problem} */
    private String copy(InputStream body, Path file) throws IOException {
        var sha256 = sha256();
        var buffer = new byte[BUFFER];
        long count = 0;
        try (var target = Files.newOutputStream(file)) {
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                count += read;
                if (count > limits.packed()) {
                    throw tooLarge();
                }
                sha256.update(buffer, 0, read);
                target.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest()).substring(0, SHA_DIGITS);
    }

    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new Problem.Refused("The archive did not arrive whole; nothing was changed, send it again.");
        }
    }

    /**
     * Unpacks it as its build will, to refuse a bad one before anything is noted of it.
     *
     * @throws Problem.Refused with the reason
     * @throws Problem.Unavailable when this machine cannot unpack it
     */
    void check(SentArchive archive) {
        try (var in = Files.newInputStream(archive.file());
                var _ = Source.unpack(in, folder, limits, ArchiveFormats.TAR_OR_ZIP)) {
            return;
        } catch (SourceRefused e) {
            throw new Problem.Refused(e.getMessage() + ". Nothing was changed.");
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    private Problem tooLarge() {
        return new Problem.TooLarge(
                "The archive is larger than %d MiB; nothing was changed. Leave out what the build does not need."
                        .formatted(limits.packed() >> 20));
    }

    private static Problem cannotKeep(IOException e) {
        LOG.warn("event=archive-not-kept", e);
        return new Problem.Unavailable(
                "The platform could not keep the archive: its disk is full or broken; nothing was changed, try again later.");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("event=archive-left file={}", file, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
