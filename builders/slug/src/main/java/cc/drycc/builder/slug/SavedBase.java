package cc.drycc.builder.slug;

import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import cc.drycc.imagebuilder.archives.ImageConfiguration;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.blob.Blobs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A base in a tar. Its layers are packed first, always to the same bytes: a registry wants to know what comes. */
final class SavedBase implements Base.Opened {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP = 0x1f;

    private final ImageArchive archive;
    private final Path folder;
    private final List<Base.Layer> layers = new ArrayList<>();

    private SavedBase(ImageArchive archive, Path folder) {
        this.archive = archive;
        this.folder = folder;
    }

    static SavedBase open(Path file, Path folder) throws ArchiveRefused, IOException {
        var base = new SavedBase(ImageArchive.open(file), folder);
        boolean whole = false;
        try {
            for (int number = 0; number < base.archive.depth(); number++) {
                base.layers.add(base.pack(number));
            }
            whole = true;
            return base;
        } finally {
            if (!whole) {
                base.close();
            }
        }
    }

    private Base.Layer pack(int number) throws ArchiveRefused, IOException {
        Path packed = folder.resolve("layer-" + number);
        MessageDigest sha = SlugTar.sha256();
        try (var in = new BufferedInputStream(archive.layer(number), BUFFER);
                OutputStream out =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(packed), BUFFER), sha)) {
            if (isPacked(in)) {
                in.transferTo(out);
            } else {
                try (var gzip = new GZIPOutputStream(out, BUFFER)) {
                    in.transferTo(gzip);
                }
            }
        }
        var layer = new Base.Layer(digest(HexFormat.of().formatHex(sha.digest())), Files.size(packed));
        Files.move(packed, file(layer), StandardCopyOption.REPLACE_EXISTING);
        return layer;
    }

    private static boolean isPacked(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == GZIP;
    }

    private static DescriptorDigest digest(String hash) {
        try {
            return DescriptorDigest.fromHash(hash);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file(Base.Layer layer) {
        return folder.resolve("layer-" + layer.digest().getHash());
    }

    @Override
    public ImageConfiguration configuration() {
        return archive.configuration();
    }

    @Override
    public List<Base.Layer> layers() {
        return layers;
    }

    @Override
    public void send(Base.Layer layer, Registry target) throws RegistryException, IOException {
        target.push(layer.digest(), Blobs.from(file(layer)), null);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
