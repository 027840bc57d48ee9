package cc.drycc.builder.buildpacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The buildpack for Go, called as the lifecycle calls it, with the Go of this machine: that of Debian would make the stack
 * of the tests twice as large.
 */
@Timeout(300)
class GoBuildpackIT {

    private static final Path BUILDPACK = StackImages.stacks().resolve("buildpacks/go/bin");
    private static final String PATH = System.getenv("PATH") + ":/usr/local/go/bin";

    @TempDir
    Path folder;

    private Path app;
    private Path layers;

    @BeforeEach
    void copyExample() throws Exception {
        boolean missing = run(Path.of("/"), "sh", "-c", "command -v go") != 0;
        if (missing) {
            System.out.println("SKIPPED GoBuildpackIT: Go is not installed");
        }
        Assumptions.assumeFalse(missing, "Go is not installed");
        app = Files.createDirectory(folder.resolve("app"));
        layers = Files.createDirectory(folder.resolve("layers"));
        for (String file : new String[] {"go.mod", "main.go"}) {
            Files.copy(StackImages.stacks().resolveSibling("examples/go").resolve(file), app.resolve(file));
        }
    }

    @Test
    void it_makes_a_command_that_answers() throws Exception {
        assertThat(run(folder, BUILDPACK.resolve("detect").toString())).isEqualTo(100);
        assertThat(run(app, BUILDPACK.resolve("detect").toString())).isZero();

        assertThat(run(app, BUILDPACK.resolve("build").toString()))
                .describedAs(Files.readString(folder.resolve("output")))
                .isZero();

        assertThat(layers.resolve("launch.toml"))
                .content()
                .contains("type = \"web\"", "command = [\"hello\"]", "default = true");
        assertThat(layers.resolve("commands.toml")).content().contains("launch = true");
        assertThat(layers.resolve("go.toml")).content().contains("cache = true");
        assertThat(layers.resolve("go/build")).isNotEmptyDirectory();
        assertThat(answer(layers.resolve("commands/bin/hello"))).isEqualTo("Hello from Go\n");
    }

    private int run(Path where, String... command) throws Exception {
        var builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PATH", PATH);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("CNB_LAYERS_DIR", folder.resolve("layers").toString());
        return builder.start().waitFor();
    }

    private String answer(Path command) throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(command.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", Integer.toString(port));
        var process = builder.start();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                    .build();
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> client.send(request, BodyHandlers.ofString()).body(), body -> !body.isEmpty());
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
