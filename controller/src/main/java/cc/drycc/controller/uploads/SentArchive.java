package cc.drycc.controller.uploads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive that has arrived whole. Closing removes it.
 *
 * @param file where it lies
 * @param sha the first 40 hexadecimal digits of its SHA-256: what a release calls its source
 */
record SentArchive(Path file, String sha) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
