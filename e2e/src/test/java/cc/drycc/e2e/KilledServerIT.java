package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of the server at every stage of a push, five times each: after the restart the ledger is whole,
 * nothing is stuck, and the app served throughout.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledServerIT {

    private static final int TIMES = 5;
    private static final Pattern VERSION = Pattern.compile("\\bv(\\d+)\\b");

    private final Random random = new Random(20261121);
    private Platform platform;
    private Repository repository;
    private int change = 1;

    /** Where the knife falls: a line the pusher has read, and then a random moment. */
    enum Stage {
        RECEIVING("", 60),
        BUILDING("Building Docker image", 150),
        DEPLOYING("Build complete", 60),
        SWITCHING("Build complete", 600);

        private final String after;
        private final int withinMillis;

        Stage(String after, int withinMillis) {
            this.after = after;
            this.withinMillis = withinMillis;
        }
    }

    @BeforeAll
    void an_app_serves() {
        platform = Platform.start();
        repository = platform.admin().app("unkillable-app");
        repository.push().ok();
        repository.drycc("scale", "web=2").ok();
    }

    @AfterAll
    void gone() {
        platform.close();
    }

    @ParameterizedTest
    @EnumSource
    void killed_while(Stage stage) throws Exception {
        for (int time = 0; time < TIMES; time++) {
            var pods = new DirectProbe(platform, repository.app());
            repository.write(
                    "blob",
                    random.ints(stage == Stage.RECEIVING ? 200_000 : 10)
                            .boxed()
                            .toList()
                            .toString());
            repository.commit("version", "change " + ++change);
            var push = new WatchedPush(repository);
            push.awaitLine(stage.after);
            push.awaitMillis(random.nextInt(stage.withinMillis));
            platform.kill();
            push.end();
            platform.up().ok();

            await().atMost(Duration.ofSeconds(60)).untilAsserted(this::ledgerIsWhole);
            assertThat(repository.version()).endsWith("200");
            assertThat(pods.stop()).as("moments without an answering pod").isZero();

            repository.commit("version", "change " + ++change);
            repository.push().ok();
            assertThat(repository.version()).isEqualTo("change " + change + "\n200");
        }
    }

    /** Versions contiguous, no state but the final ones, and exactly the wanted pods of the newest good release. */
    private void ledgerIsWhole() {
        var releases = repository
                .drycc("releases", "list", "-l", "1000")
                .ok()
                .out()
                .lines()
                .filter(line -> VERSION.matcher(line).find())
                .toList();
        int expected = releases.size();
        String current = null;
        for (var line : releases) {
            var version = VERSION.matcher(line);
            assertThat(version.find()).isTrue();
            assertThat(Integer.parseInt(version.group(1))).isEqualTo(expected--);
            assertThat(line).containsPattern("\\b(succeed|failed)\\b");
            if (current == null && line.contains("succeed")) {
                current = version.group();
            }
        }
        var pods = repository
                .drycc("ps", "list")
                .ok()
                .out()
                .lines()
                .filter(line -> line.startsWith(repository.app() + "-web-") && !line.contains("terminating"))
                .toList();
        assertThat(pods).hasSize(2);
        for (var pod : pods) {
            assertThat(pod).contains(current).contains(" up ");
        }
        var containers = Command.of(
                        "podman",
                        "--url",
                        platform.engineUrl(),
                        "ps",
                        "-aq",
                        "--filter",
                        "label=cc.drycc.app=" + repository.app())
                .run()
                .ok()
                .out();
        assertThat(containers.lines()).as("containers, none left over").hasSize(2);
        assertThat(Command.of(
                                "git",
                                "-C",
                                platform.home()
                                        .resolve("git")
                                        .resolve(repository.app() + ".git")
                                        .toString(),
                                "fsck",
                                "--no-dangling")
                        .run()
                        .ok()
                        .err())
                .doesNotContain("error");
    }
}
