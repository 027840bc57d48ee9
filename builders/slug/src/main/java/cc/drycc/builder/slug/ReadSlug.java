package cc.drycc.builder.slug;

import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.source.Source;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a slug that was kept somewhere: it is one when it has only {@code app/} and {@code runner/}, and starts something. */
public final class ReadSlug {

    private static final String TYPES = "runner/types/";
    private static final int BUFFER = 1 << 16;

    private ReadSlug() {}

    /** @throws ArchiveRefused when it is none */
    public static Slug of(Path file) throws ArchiveRefused, IOException {
        MessageDigest packed = SlugTar.sha256();
        MessageDigest plain = SlugTar.sha256();
        Map<ProcessType, String> types;
        try (var raw = new DigestInputStream(Files.newInputStream(file), packed);
                var tar = new DigestInputStream(
                        new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER), plain)) {
            types = types(new TarArchiveInputStream(tar));
            drain(tar);
            drain(raw);
        } catch (ZipException | EOFException e) {
            throw new ArchiveRefused("it is no slug.tgz");
        }
        if (types.isEmpty()) {
            throw new ArchiveRefused("it is no slug.tgz of ours: it has no " + TYPES);
        }
        return new Slug(file, sha256(packed), sha256(plain), types);
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static Map<ProcessType, String> types(TarArchiveInputStream tar) throws ArchiveRefused, IOException {
        var types = new HashMap<ProcessType, String>();
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String name = entry.getName();
            if (!name.matches("(app|runner)(/.*)?") || ("/" + name + "/").contains("/../")) {
                throw new ArchiveRefused("it has more than /app and /runner");
            }
            String type = name.startsWith(TYPES) ? name.substring(TYPES.length()) : "";
            if (ProcessType.isValid(type)) {
                types.put(
                        new ProcessType(type),
                        new String(tar.readNBytes(Source.MAX_TEXT_BYTES), StandardCharsets.UTF_8));
            }
        }
        return types;
    }

    private static String sha256(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
