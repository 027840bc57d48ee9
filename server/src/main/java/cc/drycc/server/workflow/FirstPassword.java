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

    /** Says that the administrator exists, and who it is. */
    private static Path made(PlatformHome home) {
        return home.keys().resolve("first-administrator");
    }

    /** Kept until the administrator exists: a start that failed half-way and the next one mean the same password. */
    private static Path planned(PlatformHome home) {
        return home.keys().resolve("first-password.planned");
    }

    /** A new administrator with a random password; empty when one was made before. */
    public static Optional<FirstPassword> unlessMade(PlatformHome home) {
        return PlatformHome.read(made(home)).isPresent()
                ? Optional.empty()
                : Optional.of(new FirstPassword("admin", home.secret(planned(home), 12)));
    }

    /** The administrator exists now: leaves the password for {@link #take}. */
    public void leave(PlatformHome home) {
        PlatformHome.write(file(home), username + "\n" + password);
        PlatformHome.write(made(home), username);
        try {
            Files.deleteIfExists(planned(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
