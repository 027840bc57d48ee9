package cc.drycc.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.cli.CannedController;
import cc.drycc.cli.Desk;
import cc.drycc.cli.Wire;
import cc.drycc.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code drycc config set SSH_KEY=…} with a key or the file it is in (seed 5.2). */
class KeyFileTest {

    private static final String CHANGE = "POST /v2/apps/hello/config/";
    private static final String KEY = "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n";

    private final CannedController controller = new CannedController();

    @TempDir
    private Path temporary;

    private Desk desk;

    @BeforeEach
    void logIn() throws IOException {
        desk = Desk.in(temporary).loggedInAt(controller.url());
        controller.on(
                CHANGE,
                CannedController.reply(201, Wire.json(Wire.config(Map.of("FOO", "1"))))
                        .with("X-Drycc-Release", "4"));
        Files.writeString(desk.folder().resolve("id_rsa"), KEY);
        Files.writeString(desk.folder().resolve("id_rsa.pub"), "ssh-rsa AAAA me\n");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private Desk.Said set(String value) {
        return desk.drycc("config", "set", "SSH_KEY=" + value, "FOO=id_rsa", "-a", "hello");
    }

    @Test
    void the_platform_gets_the_text_of_the_key() {
        for (String value : new String[] {
            "id_rsa", "./id_rsa", desk.folder().resolve("id_rsa").toString(), KEY
        }) {
            assertThat(set(value).exitCode()).isZero();
            var sent = Json.parse(controller.lastAsked().body()).path("values").toString();
            assertThat(sent).contains(KEY.replace("\n", "\\n"), "\"id_rsa\"");
        }
    }

    @Test
    void a_file_that_is_none_or_no_private_key_changes_nothing() {
        assertThat(set("./nothing").err()).contains("there is no file ./nothing with a private key");
        assertThat(set("id_rsa.pub").err()).contains("is no private key. Nothing was changed.");
        assertThat(controller.asked()).isEmpty();
    }
}
