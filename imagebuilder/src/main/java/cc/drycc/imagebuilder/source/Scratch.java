package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.nio.file.Path;

/** An empty private folder for what one build writes. Closing removes it; what a process that died left is swept. */
public final class Scratch implements AutoCloseable {

    private final Path folder;

    Scratch(Path folder) {
        this.folder = folder;
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Tree.delete(folder);
    }
}
