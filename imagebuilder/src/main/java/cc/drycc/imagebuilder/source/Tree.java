package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only we write to, filled entry by entry. It remembers what each path is, so nothing is ever written
 * through a link, twice, or over something else.
 */
public final class Tree {

    /** What an entry may be. Devices, pipes and sockets have no place here. */
    private enum Kind {
        FOLDER,
        FILE,
        LINK
    }

    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path root;
    private final Map<String, Kind> known = new HashMap<>();

    Tree(Path root) {
        this.root = root;
        known.put("", Kind.FOLDER);
    }

    void folder(EntryName name) throws SourceRefused, IOException {
        Kind kind = known.get(name.toString());
        if (kind == Kind.FOLDER) {
            return;
        }
        if (kind != null) {
            throw EntryName.refused(name.toString(), "is there twice, as a folder and as something else");
        }
        folder(name.parent());
        Path path = path(name);
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, EXECUTABLE);
        known.put(name.toString(), Kind.FOLDER);
    }

    /** Set-user-id, group, owner and the like are dropped: what stays is whether it may be executed. */
    void file(EntryName name, InputStream content, boolean executable, Instant modified)
            throws SourceRefused, IOException {
        Path path = claim(name, Kind.FILE);
        try (OutputStream out = Files.newOutputStream(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            content.transferTo(out);
        }
        Files.setPosixFilePermissions(path, executable ? EXECUTABLE : PLAIN);
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }

    void symbolicLink(EntryName name, String target) throws SourceRefused, IOException {
        Path path = claim(name, Kind.LINK);
        Files.createSymbolicLink(path, Path.of(target));
    }

    void hardLink(EntryName name, EntryName target) throws SourceRefused, IOException {
        if (known.get(target.toString()) != Kind.FILE) {
            throw EntryName.refused(name + " -> " + target, "is a hard link to something that is not a file before it");
        }
        Path path = claim(name, Kind.FILE);
        Files.createLink(path, path(target));
    }

    private Path claim(EntryName name, Kind kind) throws SourceRefused, IOException {
        if (name.isRoot() || known.containsKey(name.toString())) {
            throw EntryName.refused(name.toString(), "is there twice");
        }
        folder(name.parent());
        known.put(name.toString(), kind);
        return path(name);
    }

    private Path path(EntryName name) throws SourceRefused {
        try {
            return root.resolve(name.toString());
        } catch (InvalidPathException e) {
            throw EntryName.refused(name.toString(), "has letters this server's locale cannot store");
        }
    }

    /** Removes a folder and all in it, without following links; what is gone already is fine. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
