package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildFailed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A folder as the tar an engine builds from. Links stay links and are never followed; sockets, pipes and devices are left
 * out; everything belongs to root, so that the owner on this machine does not end up in images.
 */
final class BuildContext {

    private final Path folder;
    private final IgnorePatterns ignored;
    private final String dockerfile;

    BuildContext(Path folder, IgnorePatterns ignored, String dockerfile) {
        this.folder = folder;
        this.ignored = ignored;
        this.dockerfile = dockerfile;
    }

    /**
     * Checks that the Dockerfile is a plain file in the context: an engine would follow a link to a file of its own.
     *
     * @throws BuildFailed when it is not
     */
    void checkDockerfile() throws BuildFailed {
        Path at = folder;
        for (Path part : Path.of(dockerfile)) {
            at = at.resolve(part);
            if (part.toString().equals("..") || Files.isSymbolicLink(at)) {
                throw new BuildFailed("%s leads out of the source; use a plain file".formatted(dockerfile));
            }
        }
        if (Path.of(dockerfile).isAbsolute() || !Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)) {
            throw new BuildFailed("there is no file %s in the source".formatted(dockerfile));
        }
    }

    /**
     * Writes the tar.
     *
     * @throws InterruptedIOException when the thread is interrupted
     */
    void writeTo(OutputStream out, Optional<LabelFile> labelFile, SecretFiles secrets) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new BufferedOutputStream(out, 1 << 16), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            Files.walkFileTree(folder, visitor(tar));
            if (labelFile.isPresent()) {
                add(tar, labelFile.get().dockerfile(), Files.readAllBytes(folder.resolve(dockerfile)));
                add(tar, labelFile.get().labels(), labelFile.get().content().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, String> secret : secrets.files().entrySet()) {
                add(tar, secret.getKey(), secret.getValue().getBytes(StandardCharsets.UTF_8));
            }
            tar.finish();
        }
    }

    private FileVisitor<Path> visitor(TarArchiveOutputStream tar) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                endWhenInterrupted();
                String name = name(dir);
                if (name.isEmpty()) {
                    return FileVisitResult.CONTINUE;
                }
                if (!ignored.excludes(name)) {
                    add(tar, dir, name + "/", attributes);
                } else if (!ignored.hasExceptions() && !dockerfile.startsWith(name + "/")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                endWhenInterrupted();
                String name = name(file);
                boolean needed = name.equals(dockerfile) || name.equals(".dockerignore");
                if (!attributes.isOther() && (needed || !ignored.excludes(name))) {
                    add(tar, file, name, attributes);
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static void endWhenInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("it was stopped");
        }
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(0100644);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private String name(Path path) {
        return folder.relativize(path).toString();
    }

    private static void add(TarArchiveOutputStream tar, Path path, String name, BasicFileAttributes attributes)
            throws IOException {
        TarArchiveEntry entry;
        if (attributes.isSymbolicLink()) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(path).toString());
        } else {
            entry = new TarArchiveEntry(name);
            entry.setMode(mode(path, attributes));
            entry.setSize(attributes.isRegularFile() ? attributes.size() : 0);
        }
        entry.setModTime(attributes.lastModifiedTime());
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        tar.putArchiveEntry(entry);
        if (attributes.isRegularFile()) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
    }

    private static int mode(Path path, BasicFileAttributes attributes) throws IOException {
        int permissions = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
        return (attributes.isDirectory() ? 0040000 : 0100000) | permissions;
    }
}
