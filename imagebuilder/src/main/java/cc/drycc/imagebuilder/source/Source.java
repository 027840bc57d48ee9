package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source tree in a private folder of its own. Links in it point inside the tree, but whoever reads it must still not
 * follow them; {@link #text} does not. Closing removes the folder.
 */
public final class Source implements AutoCloseable {

    /** What a Dockerfile, Procfile and the like may have at most, in bytes. */
    public static final int MAX_TEXT_BYTES = 64 * 1024;

    private static final String PREFIX = "source-";
    private static final int MOST_NAMES = 10_000;

    private final Path root;

    private Source(Path root) {
        this.root = root;
    }

    /**
     * Unpacks a tar or tar.gz into a new folder.
     *
     * @see #unpack(InputStream, Path, ExtractLimits, ArchiveFormats)
     */
    public static Source unpack(InputStream archive, Path workFolder, ExtractLimits limits)
            throws SourceRefused, IOException {
        return unpack(archive, workFolder, limits, ArchiveFormats.TAR);
    }

    /**
     * Unpacks an archive into a new folder.
     *
     * @param workFolder where the folder is made; belongs to this process alone
     * @throws SourceRefused when the archive is broken, dangerous, too large or of another format; nothing is left of it
     * @throws IOException when this machine cannot write the folder; nothing is left of it
     */
    public static Source unpack(InputStream archive, Path workFolder, ExtractLimits limits, ArchiveFormats formats)
            throws SourceRefused, IOException {
        Files.createDirectories(workFolder);
        Path folder = ownFolder(workFolder);
        boolean whole = false;
        try {
            SourceArchive.extract(archive, folder, limits, formats);
            whole = true;
            return new Source(folder);
        } finally {
            if (!whole) {
                Tree.delete(folder);
            }
        }
    }

    private static Path ownFolder(Path workFolder) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        return Files.createTempDirectory(workFolder, PREFIX, ownerOnly);
    }

    /** An empty private folder beside the source, for what its build writes. */
    public Scratch scratch() throws IOException {
        return new Scratch(ownFolder(Objects.requireNonNull(root.getParent())));
    }

    /** Removes what a process that died has left in the work folder. */
    public static void sweep(Path workFolder) throws IOException {
        if (!Files.isDirectory(workFolder)) {
            return;
        }
        try (Stream<Path> left = Files.list(workFolder)) {
            for (Path folder : left.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .toList()) {
                Tree.delete(folder);
            }
        }
    }

    /** The folder. */
    public Path root() {
        return root;
    }

    /** Whether there is anything of this name at the top, be it a file or not. */
    public boolean has(String name) {
        return Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The names in a folder, in order; of at most 10,000.
     *
     * @param name at the top, or below folders: {@code .drycc/config}
     * @return empty when there is none
     * @throws SourceRefused when it, or a folder above it, is no folder but a file or a link
     */
    public Optional<List<String>> folder(String name) throws SourceRefused, IOException {
        checkFoldersAbove(name);
        Path folder = root.resolve(name);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new SourceRefused(
                    name + " must be a folder, not " + (Files.isSymbolicLink(folder) ? "a link" : "a file"));
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return Optional.of(entries.limit(MOST_NAMES)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList());
        }
    }

    private void checkFoldersAbove(String name) throws SourceRefused {
        Path relative = Path.of(name);
        for (int depth = 1; depth < relative.getNameCount(); depth++) {
            Path above = relative.subpath(0, depth);
            if (Files.isSymbolicLink(root.resolve(above))) {
                throw new SourceRefused(above + " must be a folder, not a link");
            }
        }
    }

    /**
     * The bytes of a small file.
     *
     * @param name at the top, or below folders
     * @return empty when there is none
     * @throws SourceRefused when it is no regular file, lies behind a link, or is larger than {@link #MAX_TEXT_BYTES}
     */
    public Optional<byte[]> bytes(String name) throws SourceRefused, IOException {
        return bytes(name, MAX_TEXT_BYTES);
    }

    /**
     * The same of a file that may be larger.
     *
     * @param maxBytes what it may have at most
     */
    public Optional<byte[]> bytes(String name, int maxBytes) throws SourceRefused, IOException {
        checkFoldersAbove(name);
        Path file = root.resolve(name);
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (String.valueOf(e.getReason()).equals("Not a directory")) {
                return Optional.empty();
            }
            throw e;
        }
        if (!attributes.isRegularFile()) {
            throw new SourceRefused(
                    name + " must be a regular file, not " + (attributes.isSymbolicLink() ? "a link" : "a folder"));
        }
        if (attributes.size() > maxBytes) {
            throw new SourceRefused(name + " is larger than " + maxBytes / 1024 + " KiB");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(maxBytes));
        }
    }

    /**
     * The text of a small file, without a byte order mark.
     *
     * @param name at the top, or below folders
     * @return empty when there is none
     * @throws SourceRefused when it is no regular file, too large, not UTF-8, or has a NUL in it
     */
    public Optional<String> text(String name) throws SourceRefused, IOException {
        var bytes = bytes(name);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(decode(name, bytes.get()));
    }

    private static String decode(String name, byte[] bytes) throws SourceRefused {
        if (bytes.length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe) {
            throw new SourceRefused(name + " is UTF-16: save it as UTF-8");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SourceRefused(name + " is not UTF-8 text");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            long line = text.substring(0, nul).chars().filter(c -> c == '\n').count() + 1;
            throw new SourceRefused(name + " line " + line + ": a NUL character has no place in it");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A file of this name in a folder below, at most three deep, as a path: to tell a person where it was found. */
    public Optional<String> findBelow(String name) throws IOException {
        try (Stream<Path> paths = Files.find(
                root,
                4,
                (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().equals(name))) {
            return paths.map(path -> root.relativize(path).toString()).sorted().findFirst();
        }
    }

    /** Removes the folder. */
    @Override
    public void close() throws IOException {
        Tree.delete(root);
    }
}
