package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Config goes from a file to the app and back, byte for byte (seed 5.6). */
class EnvFileIT {

    private static final String PEM = "-----BEGIN KEY-----\nMIIE= # no comment\n-----END KEY-----\n";

    @Test
    void a_file_comes_back_as_it_went_and_the_app_sees_what_it_says() throws Exception {
        var repository = SharedPlatform.somebody().app("quiet-file");
        repository.push().ok();
        var file = repository.folder().resolve("wanted.env");
        Files.writeString(
                file,
                "BACK=\"carriage\\r return\"\nEMPTY=\nFOO=1\nPEM='" + PEM
                        + "'\nSHELL_LIKE=\"it's \\`id\\` \\$(id) \\${X} \\\\n 😀\"\n");
        repository.drycc("config", "push", "--path", file.toString()).ok();

        var pulled = repository.folder().resolve("pulled.env");
        repository.drycc("config", "pull", "--path", pulled.toString()).ok();
        assertThat(pulled).hasSameBinaryContentAs(file);
        assertThat(inTheApp(repository
                        .drycc("run", "--", "printf %s \"$PEM\" | base64")
                        .ok()
                        .out()))
                .isEqualTo(PEM);
        assertThat(inTheApp(repository
                        .drycc("run", "--", "printf %s \"$SHELL_LIKE$EMPTY$BACK\" | base64")
                        .ok()
                        .out()))
                .isEqualTo("it's `id` $(id) ${X} \\n 😀carriage\r return");
    }

    private static String inTheApp(String base64) {
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
