package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.e2e.crowd.Crowd;
import cc.drycc.e2e.crowd.History;
import cc.drycc.e2e.platform.Load;
import cc.drycc.e2e.platform.Platform;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Everybody changes one app at the same time: config, scale, rollbacks, pushes, deploys, restarts, while other apps come
 * and go. For as long as {@code DRYCC_CONCURRENCY_SECONDS} says, 20 s without it.
 */
class CrowdIT {

    private static final Duration TIME = Duration.ofSeconds(Long.parseLong(
            Optional.ofNullable(System.getenv("DRYCC_CONCURRENCY_SECONDS")).orElse("20")));

    private Platform platform;

    @BeforeEach
    void start() {
        platform = Platform.start();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void what_many_change_at_once_is_as_if_they_had_come_one_by_one() throws Exception {
        var crowd = Crowd.gather(platform, "busy-corner");
        Map<String, Integer> failures;
        try (var visitors = new Load(platform, "busy-corner", "/version", 5)) {
            crowd.work(TIME);
            failures = visitors.failures();
        }

        System.out.println("concurrency: " + crowd.summary() + " in " + TIME.toSeconds() + " s");
        assertThat(crowd.surprises()).as("answers that are neither 2xx nor 409").isEmpty();
        var history = History.read(crowd.api(), "busy-corner");
        history.isSerial(crowd.journal());
        await().atMost(Duration.ofSeconds(60)).untilAsserted(history::isWhatRuns);
        assertThat(failures).as("requests of visitors that failed meanwhile").isEmpty();
        assertThat(crowd.otherAppsLeft()).as("other apps, destroyed").isEmpty();
    }
}
