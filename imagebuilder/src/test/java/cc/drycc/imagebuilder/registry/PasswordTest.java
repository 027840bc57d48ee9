package cc.drycc.imagebuilder.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordTest {

    @TempDir
    Path folder;

    @Test
    void a_file_is_read_each_time() throws Exception {
        var file = Files.writeString(folder.resolve("token"), "first\n");
        var password = new Password.FromFile(file);

        assertThat(password.read()).isEqualTo("first");
        Files.writeString(file, "  second\n\n");
        assertThat(password.read()).isEqualTo("second");
    }

    @Test
    void a_program_is_run_each_time_without_a_shell() throws Exception {
        var counter = folder.resolve("count");
        var program = folder.resolve("login");
        Files.writeString(program, """
                #!/bin/sh
                echo x >> %s
                echo noise on standard error >&2
                echo "token-$1-$(wc -l < %1$s | tr -d ' ')"
                """.formatted(counter));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var password = new Password.FromProgram(List.of(program.toString(), "$HOME;id"));

        assertThat(password.read()).isEqualTo("token-$HOME;id-1");
        assertThat(password.read()).isEqualTo("token-$HOME;id-2");
    }

    @Test
    void what_is_no_password_is_named_by_its_setting_alone() {
        refused(new Password.FromFile(folder.resolve("none")), "DRYCC_REGISTRY_PASSWORD_FILE cannot be read");
        refused(new Password.FromFile(folder), "DRYCC_REGISTRY_PASSWORD_FILE cannot be read");
        refused(program("/nowhere/login"), "DRYCC_REGISTRY_PASSWORD_COMMAND cannot be started or read");
        refused(
                program("/bin/sh", "-c", "echo s3cr3t;exit 3"),
                "DRYCC_REGISTRY_PASSWORD_COMMAND ended with exit code 3");
        refused(program("/bin/true"), "DRYCC_REGISTRY_PASSWORD_COMMAND must give one line with a password");
        refused(program("/usr/bin/seq", "3"), "DRYCC_REGISTRY_PASSWORD_COMMAND must give one line with a password");
        refused(program("/usr/bin/yes"), "DRYCC_REGISTRY_PASSWORD_COMMAND must give one line with a password");
    }

    private static Password program(String... argv) {
        return new Password.FromProgram(List.of(argv));
    }

    private static void refused(Password password, String words) {
        assertThatExceptionOfType(NoPassword.class).isThrownBy(password::read).withMessage(words);
    }
}
