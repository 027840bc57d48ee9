package cc.drycc.server.workflow;

import cc.drycc.server.home.PlatformHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The password the server made for its first administrator, on its way to the operator's eyes: written by the server,
 * read and removed by whoever shows it.
 *
 * @param username of the administrator
 * @param password in clear
 */
public record FirstPassword(String username, String password) {

    private static Path file(PlatformHome home) {
        return home.run().resolve("first-password");
    }

    /** Leaves it for {@link #take}. */
    public void leave(PlatformHome home) {
        PlatformHome.write(file(home), username + "\n" + password);
    }

    /** Reads and removes it; empty when it was taken before or never made. */
    static Optional<FirstPassword> take(PlatformHome home) {
        return PlatformHome.read(file(home)).map(text -> {
            try {
                Files.delete(file(home));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var lines = text.lines().toList();
            return new FirstPassword(lines.get(0), lines.get(1));
        });
    }
}
