package cc.drycc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What one call of the command finds around it.
 *
 * @param environment variables
 * @param folder the working folder, absolute
 * @param in what the user types
 * @param out results
 * @param err errors, warnings, questions
 */
public record Surroundings(
        Map<String, String> environment, Path folder, InputStream in, PrintStream out, PrintStream err) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        // the file descriptors themselves: System.out would encode as the locale says
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** A variable that is set and not blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** A path as typed, seen from the working folder. */
    public Path path(String typed) {
        return folder.resolve(typed).normalize();
    }
}
