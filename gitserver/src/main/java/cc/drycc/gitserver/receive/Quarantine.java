package cc.drycc.gitserver.receive;

import cc.drycc.gitserver.repository.Repositories;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Where the objects of one push wait until they are accepted, as {@code git receive-pack} does it: a folder beside the
 * repositories, gone when the push ends, and emptied when the server starts.
 */
public final class Quarantine implements AutoCloseable {

    private static final String FOLDER = ".incoming";

    private final Path root;

    private Quarantine(Path root) {
        this.root = root;
    }

    static Quarantine open(Path repositories) throws IOException {
        var root = repositories.resolve(FOLDER).resolve(UUID.randomUUID().toString());
        Files.createDirectories(root.resolve("objects/pack"));
        Files.createDirectories(root.resolve("objects/info"));
        return new Quarantine(root);
    }

    /** Removes what pushes of a killed server left. */
    public static void clear(Path repositories) {
        Repositories.delete(repositories.resolve(FOLDER).toFile());
    }

    Path objects() {
        return root.resolve("objects");
    }

    /**
     * Lets the objects into the repository, durable before it returns. Packs come before their indexes, because an index is
     * what makes git see a pack. Links, not moves: readers of the quarantine keep their files.
     */
    void release(Path repositoryObjects) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(objects())) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".keep")
                            && !file.toString().endsWith(".lock"))
                    .sorted(Comparator.comparing((Path file) -> file.toString().endsWith(".idx"))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        for (Path file : files) {
            var folder = repositoryObjects.resolve(
                    objects().relativize(file.resolveSibling(".")).normalize());
            var target = folder.resolve(file.getFileName());
            Files.createDirectories(folder);
            sync(file, StandardOpenOption.WRITE);
            try {
                Files.createLink(target, file);
            } catch (FileAlreadyExistsException same) {
                // git names files after their content
            }
            sync(folder, StandardOpenOption.READ);
        }
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        if (mode == StandardOpenOption.WRITE && !Files.isWritable(path)) {
            sync(path, StandardOpenOption.READ);
            return;
        }
        try (var channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        Repositories.delete(root.toFile());
    }
}
