package cc.drycc.builder.buildah;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Having an app's folder to oneself, among the threads of this process and among processes. */
final class Turn implements AutoCloseable {

    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel file;
    private final FileLock processes;

    private Turn(ReentrantLock threads, FileChannel file, FileLock processes) {
        this.threads = threads;
        this.file = file;
        this.processes = processes;
    }

    /** Waits for it. The folder is made. */
    static Turn take(Path folder) throws IOException, InterruptedException {
        var threads = LOCKS.computeIfAbsent(folder, path -> new ReentrantLock());
        threads.lockInterruptibly();
        boolean taken = false;
        try {
            Files.createDirectories(folder);
            var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var turn = new Turn(threads, file, file.lock());
            taken = true;
            return turn;
        } finally {
            if (!taken) {
                threads.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            processes.release();
        } finally {
            threads.unlock();
        }
    }
}
