package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The README's five minutes, word for word, in a fresh clone and an empty home; then once more in the same place. Only the
 * two port numbers differ, so that the test disturbs nobody.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TourIT {

    private static final Pattern TOUR = Pattern.compile("<!-- tour.*?-->(.*?)<!-- end of tour -->", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private Path folder;
    private Path clone;
    private String httpPort;
    private String sshPort;

    @BeforeAll
    void a_fresh_clone_and_an_empty_home() throws Exception {
        folder = Files.createTempDirectory("drycc-tour-");
        clone = folder.resolve("drycc");
        httpPort = Platform.freePort();
        sshPort = Platform.freePort();
        Command.of("git", "clone", "-q", Platform.checkout().toString(), clone.toString())
                .run()
                .ok();
        Files.createDirectories(folder.resolve("home"));
    }

    @AfterAll
    void wiped() {
        shell(clone.resolve("bin/workflow") + " wipe --yes").ok();
        Command.of("rm", "-rf", folder.toString()).run().ok();
    }

    @Test
    @Order(1)
    void the_tour_works() throws Exception {
        assertTourWorks();
    }

    @Test
    @Order(2)
    void the_tour_works_a_second_time() throws Exception {
        assertTourWorks();
    }

    private void assertTourWorks() throws Exception {
        var tour = shell("set -e\n" + commands());

        assertThat(tour.exitCode()).as(tour.all()).isZero();
        assertThat(tour.out())
                .contains("Powered by Drycc")
                .contains("on hello-web-")
                .contains("You are admin at http://127.0.0.1:" + httpPort)
                .contains("Powered by Java and containers")
                .contains("hi\n")
                .contains("I was here")
                .contains("Rolled back to v2");
        assertThat(tour.out().stripTrailing()).containsPattern("Powered by Drycc\nRelease v\\d+ on hello-web-[^\n]*$");
        assertThat(tour.err()).contains("deployed to Drycc");
    }

    private String commands() throws Exception {
        var tour = TOUR.matcher(Files.readString(clone.resolve("README.md")));
        assertThat(tour.find()).isTrue();
        return BLOCK.matcher(tour.group(1))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"))
                .replace(":8080", ":" + httpPort);
    }

    private Command.Result shell(String script) {
        return Command.of("bash", "-c", script)
                .env("HOME", folder.resolve("home").toString())
                .env("DRYCC_HTTP_PORT", httpPort)
                .env("DRYCC_SSH_PORT", sshPort)
                .in(clone)
                .within(Duration.ofMinutes(8))
                .run();
    }
}
