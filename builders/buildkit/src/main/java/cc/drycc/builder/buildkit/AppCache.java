package cc.drycc.builder.buildkit;

import cc.drycc.engine.AppName;
import cc.drycc.imagebuilder.source.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An app's layers on this machine, so that they outlive a buildkitd that is started anew: written whole by each build that
 * ends well, in place of those of the build before.
 */
final class AppCache {

    private final Optional<Path> folder;
    private final Path fresh;

    /**
     * @param home of all apps; empty to keep nothing
     * @param work an empty folder of this build
     */
    AppCache(Optional<Path> home, AppName app, Path work) {
        this.folder = home.map(path -> path.resolve(app.value()));
        this.fresh = work.resolve("cache");
    }

    /** Removes what was kept of an app; buildkitd's own copy goes when its garbage collection comes to it. */
    static void remove(Optional<Path> home, AppName app) throws IOException {
        if (home.isPresent()) {
            Tree.delete(home.get().resolve(app.value()));
        }
    }

    List<String> arguments(boolean withoutOld) {
        var arguments = new ArrayList<String>();
        folder.ifPresent(kept -> {
            arguments.addAll(List.of("--export-cache", "type=local,mode=max,dest=" + fresh));
            if (!withoutOld && Files.exists(kept.resolve("index.json"))) {
                arguments.addAll(List.of("--import-cache", "type=local,src=" + kept));
            }
        });
        return arguments;
    }

    /** Keeps what the build wrote. */
    void keep() throws IOException {
        if (folder.isEmpty() || !Files.exists(fresh)) {
            return;
        }
        Path kept = folder.get();
        Files.createDirectories(kept.getParent());
        Path old = fresh.resolveSibling("cache-before");
        if (Files.exists(kept)) {
            Files.move(kept, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    }
}
