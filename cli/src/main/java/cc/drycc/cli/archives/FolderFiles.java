package cc.drycc.cli.archives;

import cc.drycc.cli.git.Git;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files and links below a folder, by their names seen from it: in a work tree of git those it has or would add, with
 * changes that are not committed yet; elsewhere all. Never what is called {@code .git}.
 */
final class FolderFiles {

    private static final String GIT = ".git";

    private final Path top;
    private final SortedMap<String, Path> files = new TreeMap<>();

    private FolderFiles(Path top) {
        this.top = top;
    }

    static SortedMap<String, Path> of(Path folder) throws IOException {
        var found = new FolderFiles(folder);
        found.addAll(folder);
        return found.files;
    }

    private void addAll(Path folder) throws IOException {
        var tracked = new Git(folder).files();
        if (tracked.isPresent()) {
            addTracked(folder, tracked.get());
        } else {
            walk(folder);
        }
    }

    private void addTracked(Path folder, List<String> names) throws IOException {
        for (var name : names) {
            var path = folder.resolve(name);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                // a repository in the repository; of a submodule that was not fetched there is nothing
                if (Files.exists(path.resolve(GIT))) {
                    addAll(path);
                }
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path)) {
                add(path); // others were deleted, which git has not been told
            }
        }
    }

    private void walk(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return path.endsWith(GIT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (!attributes.isOther() && !path.endsWith(GIT)) {
                    add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void add(Path path) {
        files.put(top.relativize(path).toString(), path);
    }
}
