package cc.drycc.cli.archives;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.git.Git;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Packs a folder into a tar.gz, so that the same folder gives the same bytes: names in order, no owners, modes 644 and 755.
 * All files have one time, as those of a {@code git push} have: that of the commit, or, with changes since or without git,
 * that of the file that was changed last. Web servers tell a new page from an old one by it, so it cannot be a fixed one.
 */
final class PackFolder {

    private static final int FILE = 0100644;
    private static final int EXECUTABLE = 0100755;

    private final Path folder;

    PackFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes it; gives the number of files. @throws CliProblem when there is nothing, or a link that leads out */
    int into(Path target) throws IOException {
        var files = FolderFiles.of(folder);
        if (files.isEmpty()) {
            throw new CliProblem("there is nothing in " + folder + " that could be built");
        }
        for (var file : files.entrySet()) {
            if (Files.isSymbolicLink(file.getValue())) {
                checkLink(file.getKey(), Files.readSymbolicLink(file.getValue()));
            }
        }
        write(target, files, time(files.values()));
        return files.size();
    }

    private void write(Path target, SortedMap<String, Path> files, FileTime time) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(target));
                var tar = new TarArchiveOutputStream(new GZIPOutputStream(out), StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            for (var file : files.entrySet()) {
                var path = file.getValue();
                var entry = entry(file.getKey(), path);
                entry.setIds(0, 0);
                entry.setNames("", "");
                entry.setModTime(time);
                tar.putArchiveEntry(entry);
                if (!entry.isSymbolicLink()) {
                    copy(path, tar);
                }
                tar.closeArchiveEntry();
            }
        }
    }

    private static TarArchiveEntry entry(String name, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName(Files.readSymbolicLink(path).toString());
            return link;
        }
        var entry = new TarArchiveEntry(name);
        boolean executable = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                .contains(PosixFilePermission.OWNER_EXECUTE);
        entry.setMode(executable ? EXECUTABLE : FILE);
        entry.setSize(Files.size(path));
        return entry;
    }

    private static void copy(Path path, TarArchiveOutputStream tar) throws IOException {
        try {
            Files.copy(path, tar);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new CliProblem("cannot read " + path + ": you may not. Nothing was sent.", e);
        }
    }

    /** The controller would refuse it; here it can still be told what to do. */
    private static void checkLink(String name, Path target) {
        var place = Path.of(name).resolveSibling(target).normalize();
        if (target.isAbsolute() || place.startsWith("..")) {
            throw new CliProblem(
                    "%s is a link out of the folder, to %s: replace it with what is there, or have git ignore it. Nothing was sent."
                            .formatted(name, target));
        }
    }

    private FileTime time(Collection<Path> files) throws IOException {
        var committed = new Git(folder).timeOfCleanCommit();
        if (committed.isPresent()) {
            return FileTime.from(committed.get());
        }
        long newest = 0;
        for (var file : files) {
            var modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            newest = Math.max(newest, modified.to(TimeUnit.SECONDS));
        }
        return FileTime.from(newest, TimeUnit.SECONDS);
    }
}
