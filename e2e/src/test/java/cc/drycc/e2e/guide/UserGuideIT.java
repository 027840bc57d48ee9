package cc.drycc.e2e.guide;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.guide.Performance.Outcome;
import cc.drycc.e2e.guide.Step.Typed;
import cc.drycc.e2e.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every {@code $ drycc …} line of the user guide, run by our command against a live platform. */
class UserGuideIT {

    /** As many as the guide has. */
    private static final int LINES = 141;

    @Test
    void what_the_guide_shows_happens() throws Exception {
        var steps = Play.read();
        assertThat(steps.stream().filter(Typed.class::isInstance)).hasSize(LINES);
        try (var platform = Platform.start(Map.of("DRYCC_NODE_LABELS", "environ=prod"))) {
            var performance = new Performance(new Stage(platform));
            var outcomes = performance.play(steps);
            var report = Performance.report(outcomes);
            var details = outcomes.stream()
                    .filter(Outcome.Failed.class::isInstance)
                    .map(Outcome.Failed.class::cast)
                    .map(failed -> "%d. %s%n$ %s%n%s"
                            .formatted(
                                    failed.typed().number(),
                                    failed.typed().section(),
                                    failed.typed().command(),
                                    failed.why()))
                    .collect(Collectors.joining("\n"));
            Files.writeString(
                    Path.of("target/user-guide.txt"),
                    report + "\n" + details + "\n" + String.join("\n", performance.notPrepared()));
            System.out.println(report);
            assertThat(outcomes)
                    .as(report + details)
                    .noneMatch(outcome -> outcome instanceof Outcome.Failed failed
                            && failed.yet().isEmpty());
        }
    }
}
