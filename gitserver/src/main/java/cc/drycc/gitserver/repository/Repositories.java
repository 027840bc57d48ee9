package cc.drycc.gitserver.repository;

import cc.drycc.engine.AppName;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The bare repositories below one folder, {@code APP.git} each, made at their first use. */
public final class Repositories {

    private final Path folder;

    /** @throws IOException when the folder cannot be made */
    public Repositories(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Where an app's repository is or will be. */
    public Path path(AppName app) {
        return folder.resolve(app + ".git");
    }

    /** Opens the app's repository; makes an empty one when there is none. */
    public Repository open(AppName app) throws IOException {
        var path = path(app);
        if (!Files.exists(path.resolve("HEAD"))) {
            create(path);
        }
        return new FileRepositoryBuilder().setGitDir(path.toFile()).setBare().build();
    }

    /** The app's repository whose new objects go to another folder: what is pushed is seen by nobody else yet. */
    public Repository open(AppName app, Path newObjects) throws IOException {
        var path = path(app);
        return new FileRepositoryBuilder()
                .setGitDir(path.toFile())
                .setBare()
                .setObjectDirectory(newObjects.toFile())
                .addAlternateObjectDirectory(path.resolve("objects").toFile())
                .build();
    }

    /** Made aside and moved into place, so that a crash leaves no half repository. */
    private void create(Path path) throws IOException {
        var part = folder.resolve(".new-" + UUID.randomUUID());
        try (var repository =
                new FileRepositoryBuilder().setGitDir(part.toFile()).setBare().build()) {
            repository.create(true);
            var config = repository.getConfig();
            config.setBoolean("receive", null, "autogc", false);
            config.setBoolean("core", null, "fsyncObjectFiles", true);
            config.setBoolean("core", null, "fsyncRefFiles", true);
            config.setInt("gc", null, "autopacklimit", 20);
            config.setBoolean("gc", null, "autodetach", false);
            config.setString("gc", null, "prunepackexpire", "now");
            config.save();
        }
        Files.createDirectories(path.getParent());
        try {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (java.nio.file.FileSystemException somebodyWasFaster) {
            delete(part.toFile());
            if (!Files.exists(path.resolve("HEAD"))) {
                throw somebodyWasFaster;
            }
        }
    }

    /** Packs a repository that has gathered many small packs; does nothing for others. */
    public void tidy(AppName app) throws IOException {
        try (var repository = new FileRepository(path(app).toFile())) {
            repository.autoGC(NullProgressMonitor.INSTANCE);
        }
    }

    /** Removes an app's repository; one that is not there is fine. */
    public void remove(AppName app) {
        delete(path(app).toFile());
    }

    /** Deletes a folder and everything in it, without following links. */
    public static void delete(File root) {
        if (!Files.exists(root.toPath())) {
            return;
        }
        try (var files = Files.walk(root.toPath())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            // somebody else deletes it too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
