package cc.drycc.imagebuilder.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the registry's password comes from. Never shown. */
public sealed interface Password {

    /** What can be longer is no password. */
    int LONGEST = 16 * 1024;

    /** The password as it is now. */
    String read() throws NoPassword, InterruptedException;

    /** One that does not change. */
    record Fixed(String value) implements Password {

        @Override
        public String read() {
            return value;
        }

        @Override
        public String toString() {
            return "Fixed[*****]";
        }
    }

    /** The content of a file, without the white space around it. */
    record FromFile(Path file) implements Password {

        private static final Logger LOG = LoggerFactory.getLogger(Password.class);

        @Override
        public String read() throws NoPassword {
            try (var content = Files.newInputStream(file)) {
                return checked(content, RegistrySettings.PASSWORD_FILE);
            } catch (IOException e) {
                LOG.warn("event=registry-password-unreadable reason=\"{}\"", e.toString());
                throw new NoPassword(RegistrySettings.PASSWORD_FILE + " cannot be read");
            }
        }
    }

    /** What a program prints, without the white space around it. It gets the platform's environment but its settings. */
    record FromProgram(List<String> argv) implements Password {

        private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

        public FromProgram {
            argv = List.copyOf(argv);
        }

        @Override
        public String read() throws NoPassword, InterruptedException {
            var builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(name -> name.startsWith("DRYCC_"));
            try {
                var program = builder.start();
                // its end closes the pipe that is read below
                var limit = Thread.startVirtualThread(() -> endInTime(program));
                try (var _ = program.getOutputStream();
                        var printed = program.getInputStream()) {
                    var password = checked(printed, RegistrySettings.PASSWORD_COMMAND);
                    int code = program.waitFor();
                    if (code != 0) {
                        throw new NoPassword(RegistrySettings.PASSWORD_COMMAND + " ended with exit code " + code);
                    }
                    return password;
                } finally {
                    program.descendants().forEach(ProcessHandle::destroyForcibly);
                    program.destroyForcibly();
                    limit.interrupt();
                }
            } catch (IOException e) {
                throw new NoPassword(RegistrySettings.PASSWORD_COMMAND + " cannot be started or read");
            }
        }

        private static void endInTime(Process program) {
            try {
                if (!program.waitFor(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    program.descendants().forEach(ProcessHandle::destroyForcibly);
                    program.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it has ended
            }
        }
    }

    private static String checked(InputStream content, String setting) throws IOException, NoPassword {
        var password = new String(content.readNBytes(LONGEST + 1), StandardCharsets.UTF_8).strip();
        if (password.isEmpty() || password.length() > LONGEST || password.indexOf('\n') >= 0) {
            throw new NoPassword(setting + " must give one line with a password");
        }
        return password;
    }
}
