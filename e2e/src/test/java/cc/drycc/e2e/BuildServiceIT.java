package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.engine.Digest;
import cc.drycc.engine.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build service as an operator runs it: alone by {@code bin/buildservice}, or beside a platform. */
class BuildServiceIT {

    private static final String SECRET = "registry-password-nobody-may-see";

    @TempDir
    Path folder;

    private static void needRegistry() {
        var missing = TestRegistry.missing();
        missing.ifPresent(why -> System.out.println("SKIPPED BuildServiceIT: " + why));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    private Path archive(String run) throws IOException {
        var tree = Files.createDirectories(folder.resolve("tree"));
        Files.copy(Path.of("/bin/busybox"), tree.resolve("busybox"));
        Files.writeString(
                tree.resolve("Dockerfile"),
                "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sh\", \"-c\", \"" + run + "\"]\n");
        var archive = folder.resolve("tree.tar.gz");
        Command.of("tar", "-czf", archive.toString(), "-C", tree.toString(), ".")
                .run()
                .ok();
        return archive;
    }

    private static String job(String answer) {
        assertThat(answer).matches("\\{\"JobIdentifier\":\"[0-9a-f-]{36}\"}");
        return answer.replaceAll(".*:\"|\".*", "");
    }

    private static String curl(String... arguments) {
        return Command.of("curl", "-sS", "-m", "30").with(arguments).run().out().strip();
    }

    @Test
    void beside_a_platform_whoever_has_an_account_builds_under_its_address() throws Exception {
        needRegistry();
        try (var registry = TestRegistry.open(folder.resolve("registry"));
                var platform = Platform.start(Map.of("DRYCC_BUILD_SERVICE", "true"))) {
            var api = platform.controller() + "/api/v1";
            var login = curl(
                    "-H",
                    "Content-Type: application/json",
                    "-d",
                    "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(Platform.ADMIN, Platform.ADMIN_PASSWORD),
                    platform.controller() + "/v2/auth/login/");
            var token = "Authorization: token " + login.replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
            var order = "Json={\"image_name\": \"" + registry.name("team/image:1") + "\"};type=application/json";

            assertThat(curl("-F", "TarFile=@" + archive("echo hi"), "-F", order, api + "/build"))
                    .startsWith("{\"Error\":\"A token is needed");
            var job = job(
                    curl("-H", token, "-F", "TarFile=@" + folder.resolve("tree.tar.gz"), "-F", order, api + "/build"));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> curl("-H", token, api + "/" + job + "/status").matches(".*(Finished|Failed).*"));

            var shown = curl("-H", token, api + "/" + job);
            assertThat(registry.digest("team/image", "1"))
                    .contains(new Digest(shown.replaceAll(".*\"Digest\":\"([^\"]+)\".*", "$1")));
            assertThat(curl("-H", token, platform.controller() + "/v2/apps/")).contains("\"count\":0");
        }
    }

    /** {@code bin/buildservice}, started and killed. */
    private final class Service implements AutoCloseable {

        private final int port = Integer.parseInt(Platform.freePort());
        private final Path home = folder.resolve("home");
        private final Map<String, String> env;
        private Process process;

        Service(Map<String, String> env) throws Exception {
            this.env = new HashMap<>(env);
            this.process = launch();
        }

        private Process launch() throws Exception {
            var log = folder.resolve("service.log");
            Files.deleteIfExists(log);
            var command = new ProcessBuilder(
                            Platform.checkout().resolve("bin/buildservice").toString(),
                            "--home",
                            home.toString(),
                            "--port",
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            command.environment().putAll(env);
            var started = command.start();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> Files.readString(log).contains("answers at"));
            return started;
        }

        String api() {
            return "http://127.0.0.1:" + port + "/api/v1";
        }

        void killAndStartAgain() throws Exception {
            process.destroyForcibly().waitFor();
            process = launch();
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Command.of(
                            Platform.checkout().resolve("bin/workflow").toString(),
                            "wipe",
                            "--yes",
                            "--home",
                            home.toString())
                    .run();
        }
    }

    @Test
    void a_job_outlives_a_killed_service_and_its_password_is_in_no_file_and_no_process_list() throws Exception {
        needRegistry();
        try (var registry = TestRegistry.open(folder.resolve("registry"));
                var service = new Service(Map.of("DRYCC_BUILD_REGISTRY", registry.host()))) {
            var job = job(curl(
                    "-F",
                    "TarFile=@" + archive("echo begun; sleep 4"),
                    "-F",
                    "Json={\"image_name\": \"team/image\", \"username\": \"u\", \"password\": \"" + SECRET
                            + "\"};type=application/json",
                    service.api() + "/build"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> curl(service.api() + "/" + job + "/logs").contains("begun"));
            assertThat(Command.of("ps", "-eo", "args").run().out().lines().filter(line -> !line.contains("curl")))
                    .noneMatch(line -> line.contains(SECRET));

            service.killAndStartAgain();

            await().atMost(Duration.ofSeconds(90))
                    .until(() -> curl(service.api() + "/" + job + "/status").matches(".*(Finished|Failed).*"));
            assertThat(curl(service.api() + "/" + job + "/status")).isEqualTo("{\"Status\":\"Finished\"}");
            assertThat(curl(service.api() + "/" + job + "/logs"))
                    .contains("The service was restarted; this job begins again.");
            assertThat(registry.digest("team/image", "latest")).isPresent();
            assertThat(Command.of(
                                    "grep",
                                    "-rl",
                                    "--binary-files=text",
                                    SECRET,
                                    service.home.toString(),
                                    folder.resolve("service.log").toString())
                            .run()
                            .out())
                    .isEmpty();
        }
    }

    @Test
    void a_service_that_everybody_could_reach_does_not_start_unless_that_is_meant() {
        var refused = Command.of(
                        Platform.checkout().resolve("bin/buildservice").toString(),
                        "--home",
                        folder.resolve("none").toString())
                .env("DRYCC_BUILD_HOST", "0.0.0.0")
                .run();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("Error: DRYCC_BUILD_HOST=0.0.0.0 lets everybody build")
                .hasLineCount(1);
    }
}
