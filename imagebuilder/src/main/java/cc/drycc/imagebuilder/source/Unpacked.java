package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An archive that was read once and whole.
 *
 * @param source what was in it; the caller closes it
 * @param sha256 of the archive, 64 hexadecimal digits
 */
public record Unpacked(Source source, String sha256) {

    /**
     * Unpacks an archive into a new folder; closes it.
     *
     * @throws SourceRefused as {@link Source#unpack} does
     * @throws IOException when this machine cannot read the archive or write the folder; nothing is left of it
     */
    public static Unpacked of(InputStream archive, Path workFolder, ExtractLimits limits, ArchiveFormats formats)
            throws SourceRefused, IOException {
        try (var read = new DigestInputStream(archive, hash())) {
            var source = Source.unpack(read, workFolder, limits, formats);
            try {
                // whatever follows the end of a tar is part of the archive too
                read.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                source.close();
                throw e;
            }
            return new Unpacked(
                    source, HexFormat.of().formatHex(read.getMessageDigest().digest()));
        }
    }

    private static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
