package cc.drycc.cli.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A file that holds secrets. */
public final class PrivateFile {

    private PrivateFile() {}

    /** Puts the text there, whole or not at all, readable by the owner only. The folder must be there. */
    public static void replace(Path file, String text) throws IOException {
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        var part = Files.createTempFile(
                folder,
                ".drycc",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
