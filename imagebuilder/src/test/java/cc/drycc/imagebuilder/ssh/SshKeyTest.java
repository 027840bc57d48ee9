package cc.drycc.imagebuilder.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cc.drycc.engine.BuildFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With keys as {@code ssh-keygen} makes them. */
class SshKeyTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void needsOpenSsh() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "openssh-client is not installed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t ed25519",
                "-t rsa -b 2048",
                "-t rsa -b 2048 -m PEM",
                "-t rsa -b 2048 -m PKCS8",
                "-t ecdsa",
                "-t ecdsa -m PEM",
                "-t ecdsa -m PKCS8"
            })
    void a_key_is_its_text_with_an_end_of_line_however_it_was_sent(String kind) throws Exception {
        String text = key(kind, "");
        var encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        for (String sent : List.of(text, text.strip(), "\n" + text, text.replace("\n", "\r\n"), encoded)) {
            var key = SshKey.of(Map.of("SSH_KEY", sent)).orElseThrow();
            assertThat(key.text()).isEqualTo(text);
            assertThat(key).hasToString("SshKey[]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-t ed25519", "-t rsa -b 2048 -m PEM", "-t ecdsa -m PKCS8"})
    void a_key_with_a_passphrase_is_refused_with_what_to_do(String kind) throws Exception {
        refused(key(kind, "s3cret words"), "has a passphrase");
    }

    @Test
    void what_is_no_private_key_is_refused_with_what_to_do() throws Exception {
        String text = key("-t ed25519", "");
        String half = text.substring(0, text.length() / 2);

        refused(half, "no private key, or a part of one is missing");
        refused(half + "\n-----END OPENSSH PRIVATE KEY-----\n", "no private key");
        refused(text.replaceFirst("AAAA", "BBBB"), "SSH_KEY");
        refused("hunter2 and more", "no private key");
        refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "no private key");
        refused(Files.readString(folder.resolve("key0.pub")), "a public key");
        refused("/home/user/.ssh/id_rsa", "the name of a file");
        refused("~/.ssh/id_rsa", "the name of a file");
    }

    @Test
    void no_key_is_no_key() throws BuildFailed {
        assertThat(SshKey.of(Map.of())).isEmpty();
        assertThat(SshKey.of(Map.of("SSH_KEY", " \n"))).isEmpty();
    }

    private static void refused(String value, String words) {
        assertThatExceptionOfType(BuildFailed.class)
                .isThrownBy(() -> SshKey.of(Map.of("SSH_KEY", value)))
                .withMessageStartingWith("SSH_KEY ")
                .withMessageContaining(words)
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "hunter2", "b3BlbnNz"));
    }

    private String key(String kind, String passphrase) throws Exception {
        Path file = folder.resolve("key" + folder.toFile().list().length);
        var command = new ArrayList<>(List.of("/usr/bin/ssh-keygen", "-q", "-N", passphrase, "-f", file.toString()));
        command.addAll(List.of(kind.split(" ")));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return Files.readString(file);
    }
}
