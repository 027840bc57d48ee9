package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that steer other programs are the app's own: whoever builds and runs it never sees them (bad-inputs E09). */
class ConfigReachIT {

    private static final String CANARY = "canary-e09";
    private static final List<String> VALUES = List.of(
            "LD_PRELOAD=/nowhere/" + CANARY + ".so",
            "BASH_ENV=/nowhere/" + CANARY,
            "ENV=/nowhere/" + CANARY,
            "PATH=/nowhere/" + CANARY + ":/bin",
            "DOCKER_HOST=tcp://192.0.2.1:1/" + CANARY,
            "CONTAINER_HOST=tcp://192.0.2.1:1/" + CANARY,
            "JAVA_TOOL_OPTIONS=-D" + CANARY + "=1",
            "HTTP_PROXY=http://192.0.2.1:9/" + CANARY,
            "http_proxy=http://192.0.2.1:9/" + CANARY,
            "GIT_SSH_COMMAND=/nowhere/" + CANARY);

    private final Repository app = SharedPlatform.somebody().app("quiet-reach");
    private final Set<String> seenBy = ConcurrentHashMap.newKeySet();

    @Test
    void they_reach_the_app_and_nothing_else() throws Exception {
        printsItsEnvironment();
        var watching = new AtomicBoolean(true);
        var watcher = Thread.startVirtualThread(() -> {
            while (watching.get()) {
                withTheCanary(ConfigReachIT::onTheHost).forEach(seenBy::add);
            }
        });

        app.drycc(Stream.concat(Stream.of("config", "set"), VALUES.stream()).toArray(String[]::new))
                .ok();
        var push = app.push().ok();
        app.commit("version", "2");
        var again = app.push().ok();
        var run = app.drycc("run", "--", "env").ok();
        watching.set(false);
        watcher.join();
        var pods = withTheCanary(process -> !onTheHost(process));

        assertThat(push.all()).as("the build").contains("built-with PATH=").doesNotContain(CANARY);
        assertThat(again.all())
                .as("the next build")
                .contains("Launching... done")
                .doesNotContain(CANARY);
        assertThat(pods).as("processes in the app's containers").isNotEmpty();
        assertThat(seenBy).as("processes outside the app's containers").isEmpty();
        assertThat(environment(SharedPlatform.get().curl("quiet-reach", "/cgi-bin/environment")))
                .containsAll(VALUES);
        assertThat(environment(run.out())).containsAll(VALUES);
        assertThat(app.version()).isEqualTo("2\n200");
        assertThat(app.drycc("ps").ok().out()).contains("quiet-reach-web-");
    }

    private void printsItsEnvironment() {
        app.write("cgi-bin/environment", "#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\n\\r\\n'\nexec env\n");
        app.folder().resolve("cgi-bin/environment").toFile().setExecutable(true);
        app.commit(
                "Dockerfile",
                Repository.DOCKERFILE.replace(
                        "COPY version", "RUN [\"/bin/sh\", \"-c\", \"env | sed 's/^/built-with /'\"]\nCOPY version"));
    }

    private static Set<String> environment(String lines) {
        return lines.lines().map(String::strip).collect(Collectors.toSet());
    }

    /** The command lines of processes that have one of the values in their environment. */
    private static List<String> withTheCanary(Predicate<Path> where) {
        return ProcessHandle.allProcesses()
                .map(process -> Path.of("/proc/" + process.pid()))
                .filter(where)
                .filter(process -> read(process.resolve("environ")).contains(CANARY))
                .map(process -> read(process.resolve("cmdline")).replace('\0', ' '))
                .toList();
    }

    /** In our own process namespace; a container has another. */
    private static boolean onTheHost(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("ns/pid"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        } catch (IOException ended) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
