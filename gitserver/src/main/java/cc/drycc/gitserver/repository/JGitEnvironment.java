package cc.drycc.gitserver.repository;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** JGit as a server needs it: small caches, big files streamed, and no configuration but the repository's own. */
public final class JGitEnvironment extends SystemReader.Delegate {

    private static final long CACHE_BYTES = 8 << 20;
    private static final int STREAM_ABOVE_BYTES = 1 << 20;

    private JGitEnvironment(SystemReader system) {
        super(system);
    }

    /** Applies it to this process; calling it again changes nothing. */
    public static synchronized void install() {
        if (SystemReader.getInstance() instanceof JGitEnvironment) {
            return;
        }
        SystemReader.setInstance(new JGitEnvironment(SystemReader.getInstance()));
        var cache = new WindowCacheConfig();
        cache.setPackedGitLimit(CACHE_BYTES);
        cache.setDeltaBaseCacheLimit(2 << 20);
        cache.setStreamFileThreshold(STREAM_ABOVE_BYTES);
        cache.install();
    }

    /** The operator's own {@code ~/.gitconfig} is none of the server's business. */
    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    private static final class NoConfig extends FileBasedConfig {

        NoConfig(@Nullable Config parent, FS fs) {
            super(parent, new java.io.File("/nonexistent/gitconfig"), fs);
        }

        @Override
        public void load() {
            // there is nothing to load
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
