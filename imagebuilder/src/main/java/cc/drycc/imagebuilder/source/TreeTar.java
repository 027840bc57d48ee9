package cc.drycc.imagebuilder.source;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes files and folders of this machine into a tar in which all belongs to one user. Links stay links; pipes, sockets and
 * devices are left out.
 */
public final class TreeTar implements AutoCloseable {

    private static final int FOLDER = 0040755;
    private static final int FILE = 0100644;
    private static final int SECRET = 0100600;
    private static final int EXECUTABLE = 0100755;

    private final TarArchiveOutputStream tar;
    private final int user;
    private final int group;
    private final Set<String> folders = new TreeSet<>();

    /**
     * Begins one.
     *
     * @param file where it is written, replacing what is there
     * @param user the number of the user all entries belong to
     * @param group the number of their group
     */
    public TreeTar(Path file, int user, int group) throws IOException {
        this.user = user;
        this.group = group;
        this.tar = new TarArchiveOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** A folder with those above it. */
    public void folder(String name) throws IOException {
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            folder(name.substring(0, slash));
        }
        if (folders.add(name)) {
            var entry = new TarArchiveEntry(name + "/");
            entry.setMode(FOLDER);
            put(entry, FileTime.fromMillis(0));
            tar.closeArchiveEntry();
        }
    }

    /** A file that is no file of this machine, in a folder. */
    public void file(String name, byte[] content) throws IOException {
        file(name, content, FILE);
    }

    /** The same, which only its owner reads. */
    public void secret(String name, byte[] content) throws IOException {
        file(name, content, SECRET);
    }

    private void file(String name, byte[] content, int mode) throws IOException {
        folder(name.substring(0, name.lastIndexOf('/')));
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length);
        put(entry, FileTime.fromMillis(0));
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /**
     * A whole folder of this machine.
     *
     * @param name what it is called in the tar
     * @param excluded is asked for each path below {@code root}; what it matches is left out with all that is in it
     */
    public void tree(String name, Path root, Predicate<Path> excluded) throws IOException {
        folder(name);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Path path = root.relativize(dir);
                if (path.toString().isEmpty()) {
                    return FileVisitResult.CONTINUE;
                }
                if (excluded.test(path)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folder(name + "/" + path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path path = root.relativize(file);
                if (!excluded.test(path) && !attributes.isOther()) {
                    copy(name + "/" + path, file, attributes);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void copy(String name, Path file, BasicFileAttributes attributes) throws IOException {
        TarArchiveEntry entry;
        if (attributes.isSymbolicLink()) {
            entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(Files.readSymbolicLink(file).toString());
        } else {
            entry = new TarArchiveEntry(name);
            boolean executable = ((int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0100) != 0;
            entry.setMode(executable ? EXECUTABLE : FILE);
            entry.setSize(attributes.size());
        }
        put(entry, attributes.lastModifiedTime());
        if (attributes.isRegularFile()) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    private void put(TarArchiveEntry entry, FileTime modified) throws IOException {
        entry.setIds(user, group);
        entry.setNames("", "");
        entry.setModTime(modified);
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
