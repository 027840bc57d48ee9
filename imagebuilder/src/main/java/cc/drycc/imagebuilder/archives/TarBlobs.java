package cc.drycc.imagebuilder.archives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** The files in a tar by name, read in any order. Links to other files of it are followed, one step: Docker writes those. */
final class TarBlobs implements AutoCloseable {

    /** An image's JSON files are small; what is larger is none. */
    private static final int MAX_JSON = 8 << 20;

    private final TarFile tar;
    private final Map<String, TarArchiveEntry> files = new HashMap<>();

    private TarBlobs(TarFile tar, String below) {
        this.tar = tar;
        for (TarArchiveEntry entry : tar.getEntries()) {
            String name = Path.of(entry.getName()).normalize().toString();
            if (name.startsWith(below)) {
                files.put(name.substring(below.length()), entry);
            }
        }
    }

    /**
     * Opens one.
     *
     * @param below what the names looked for start with in the tar: {@code layout/}, or nothing
     */
    static TarBlobs open(Path file, String below) throws ArchiveRefused, IOException {
        TarFile tar;
        try {
            tar = new TarFile(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ArchiveRefused("it is no tar file");
        }
        return new TarBlobs(tar, below);
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    long size(String name) throws ArchiveRefused {
        return entry(name).getSize();
    }

    InputStream open(String name) throws ArchiveRefused, IOException {
        return tar.getInputStream(entry(name));
    }

    byte[] json(String name) throws ArchiveRefused, IOException {
        if (size(name) > MAX_JSON) {
            throw new ArchiveRefused(shown(name) + " in it is too large");
        }
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private TarArchiveEntry entry(String name) throws ArchiveRefused {
        TarArchiveEntry entry = Optional.ofNullable(files.get(name)).orElseThrow(() -> missing(name));
        if (entry.isSymbolicLink() || entry.isLink()) {
            Path from = entry.isLink() ? Path.of("") : Path.of(name).resolveSibling("");
            String target = from.resolve(entry.getLinkName()).normalize().toString();
            entry = Optional.ofNullable(files.get(target)).orElseThrow(() -> missing(name));
        }
        if (!entry.isFile()) {
            throw missing(name);
        }
        return entry;
    }

    private static ArchiveRefused missing(String name) {
        return new ArchiveRefused(shown(name) + " is missing in it");
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 100 ? clean.substring(0, 100) + "…" : clean;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
