package cc.drycc.controller.keys;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.SSHNamedCurves;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may push with which key (bad-inputs K01 to K05). */
class KeysTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final Api OTHER = CONTROLLER.register("other");
    private static final SecureRandom RANDOM = new SecureRandom();

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    static Stream<Arguments> badKeys() {
        var good = ed25519();
        var blob = good.split(" ")[1];
        return Stream.of(
                Arguments.of("K01 not base64", "ssh-ed25519 !!!!"),
                Arguments.of("K01 one word", "ssh-ed25519"),
                Arguments.of("K01 nonsense", "hello world"),
                Arguments.of(
                        "K01 private key",
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY\n-----END OPENSSH PRIVATE KEY-----"),
                Arguments.of("K01 DSA", "ssh-dss AAAAB3NzaC1kc3MAAACB"),
                Arguments.of("K01 RSA 1024", rsa(1024)),
                Arguments.of("K01 certificate", "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQ="),
                Arguments.of("K01 security key", "sk-ssh-ed25519@openssh.com AAAAGnNr"),
                Arguments.of("K03 command", "command=\"id\" " + good),
                Arguments.of("K03 options", "no-pty,restrict " + good),
                Arguments.of("type and blob differ", "ssh-rsa " + blob),
                Arguments.of("cut", "ssh-ed25519 " + blob.substring(0, 40)),
                Arguments.of("something behind the key", "ssh-ed25519 " + longer(blob)),
                Arguments.of("two lines", good + "\n" + ed25519()),
                Arguments.of("huge", good + " " + "x".repeat(20_000)),
                Arguments.of("empty", ""),
                Arguments.of("blank", "   "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badKeys")
    void a_bad_key_is_refused(String row, String line) {
        var answer = DEV.post("/v2/keys/", Map.of("id", "bad", "public", line));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().has("public")).as(answer.body()).isTrue();
        assertThat(answer.body()).doesNotContain("CANARY");
    }

    @Test
    void good_keys_of_each_type_are_kept() {
        int number = 0;
        for (var line : new String[] {ed25519(), rsa(2048), ecdsa("nistp256"), ecdsa("nistp384"), ecdsa("nistp521")}) {
            var answer = DEV.post("/v2/keys/", Map.of("id", "good-" + number++, "public", line + " dev@laptop"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(answer.json().get("public").asString()).isEqualTo(line + " dev@laptop");
            assertThat(answer.json().get("owner").asString()).isEqualTo("dev");
            assertThat(answer.json().get("fingerprint").asString()).matches("SHA256:[A-Za-z0-9+/]{43}");
        }
        assertThat(DEV.get("/v2/keys").json().get("count").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(OTHER.get("/v2/keys").json().get("count").asInt()).isZero();
    }

    @Test
    void a_key_belongs_to_one_person_however_it_is_written() {
        var line = ed25519();
        assertThat(DEV.post("/v2/keys/", Map.of("id", "first", "public", line + " one"))
                        .status())
                .isEqualTo(201);

        var mine = DEV.post("/v2/keys/", Map.of("id", "second", "public", line + " another comment"));
        var theirs = OTHER.post("/v2/keys/", Map.of("id", "stolen", "public", line.replace(" ", "  \t ")));
        var name = DEV.post("/v2/keys/", Map.of("id", "first", "public", ed25519()));

        assertThat(mine.toString()).as("K02").isEqualTo("400 {\"public\":[\"Public Key is already in use\"]}");
        assertThat(theirs.toString()).as("K02").isEqualTo("400 {\"public\":[\"Public Key is already in use\"]}");
        assertThat(name.toString())
                .as("K05 taken")
                .isEqualTo("400 {\"id\":[\"SSH Key with this id already exists.\"]}");
    }

    static Stream<Arguments> badIds() {
        return Stream.of(
                Arguments.of("K05 empty", ""),
                Arguments.of("K05 blank", " "),
                Arguments.of("K05 129 characters", "x".repeat(129)),
                Arguments.of("K05 slash", "a/b"),
                Arguments.of("K05 up", "../x"),
                Arguments.of("K05 newline", "a\nb"),
                Arguments.of("K05 NUL", "a\u0000b"),
                Arguments.of("K05 hidden", ".hidden"),
                Arguments.of("K05 right to left", "a\u202eb"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badIds")
    void a_bad_name_is_refused(String row, String id) {
        var answer = DEV.post("/v2/keys/", Map.of("id", id, "public", ed25519()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().has("id")).isTrue();
    }

    @Test
    void only_its_owner_removes_a_key() {
        DEV.post("/v2/keys/", Map.of("id", "me@host.local", "public", ed25519()));

        assertThat(OTHER.delete("/v2/keys/me@host.local").status()).as("K05").isEqualTo(404);
        assertThat(DEV.delete("/v2/keys/me@host.local").status()).isEqualTo(204);
        assertThat(DEV.delete("/v2/keys/me@host.local").status()).isEqualTo(404);
    }

    @Test
    void a_fingerprint_tells_who_pushes_while_they_may_come_in() {
        var pusher = CONTROLLER.register("pusher");
        var answer = pusher.post("/v2/keys/", Map.of("id", "laptop", "public", ed25519()));
        var fingerprint = answer.json().get("fingerprint").asString();
        var sql = CONTROLLER.database().sql();
        var keys = new Keys(sql, new Users(sql));

        assertThat(keys.owner(fingerprint).orElseThrow().user().username()).isEqualTo("pusher");
        assertThat(keys.owner(fingerprint).orElseThrow().keyId()).isEqualTo("laptop");
        assertThat(keys.owner("SHA256:unknown")).isEmpty();
        CONTROLLER.admin().send("PATCH", "/v2/users/pusher/disable/", null, null);
        assertThat(keys.owner(fingerprint)).isEmpty();
    }

    @Test
    void the_key_of_who_left_identifies_nobody_until_somebody_else_brings_it() {
        var line = ed25519();
        var leaver = CONTROLLER.register("leaver");
        var added = leaver.post("/v2/keys/", Map.of("id", "laptop", "public", line));
        var fingerprint = added.json().get("fingerprint").asString();
        assertThat(CONTROLLER.pushes().identify(fingerprint)).isPresent();

        assertThat(leaver.delete("/v2/auth/cancel/").status()).isEqualTo(204);

        assertThat(CONTROLLER.pushes().identify(fingerprint)).isEmpty();
        assertThat(OTHER.post("/v2/keys/", Map.of("id", "found", "public", line))
                        .status())
                .isEqualTo(201);
        assertThat(CONTROLLER
                        .pushes()
                        .identify(fingerprint)
                        .orElseThrow()
                        .user()
                        .username())
                .isEqualTo("other");
    }

    private static String ed25519() {
        return line("ssh-ed25519", new Ed25519KeyPairGenerator(), new Ed25519KeyGenerationParameters(RANDOM));
    }

    private static String rsa(int bits) {
        return line(
                "ssh-rsa",
                new RSAKeyPairGenerator(),
                new RSAKeyGenerationParameters(BigInteger.valueOf(65_537), RANDOM, bits, 64));
    }

    private static String ecdsa(String curve) {
        var oid = SSHNamedCurves.getByName(curve);
        var domain = new ECNamedDomainParameters(oid, SSHNamedCurves.getParameters(oid));
        return line("ecdsa-sha2-" + curve, new ECKeyPairGenerator(), new ECKeyGenerationParameters(domain, RANDOM));
    }

    private static String line(
            String type, AsymmetricCipherKeyPairGenerator generator, KeyGenerationParameters parameters) {
        generator.init(parameters);
        try {
            var blob = OpenSSHPublicKeyUtil.encodePublicKey(
                    generator.generateKeyPair().getPublic());
            return type + " " + Base64.getEncoder().encodeToString(blob);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String longer(String base64) {
        var blob = Base64.getDecoder().decode(base64);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(blob, blob.length + 4));
    }
}
