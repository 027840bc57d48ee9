package cc.drycc.engine.docker.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which processors' images an engine takes (bad-inputs D17). */
class ProcessorRuleTest {

    @ParameterizedTest
    @CsvSource({"amd64,amd64", "arm64,arm64", "amd64,386", "amd64,''"})
    void its_own_are_taken(String engine, String image) throws Exception {
        assertThat(new ProcessorRule(engine).only(image(image)).architecture()).isEqualTo(image);
    }

    @Test
    void others_are_refused_with_what_to_do() {
        assertThatThrownBy(() -> new ProcessorRule("amd64").only(image("arm64")))
                .isInstanceOf(BuildFailed.class)
                .hasMessage("the image is for arm64 processors, this platform's engine has amd64:"
                        + " build it, and what it is built on, for amd64");
    }

    private static Image image(String architecture) {
        return new Image(
                new ImageId("sha256:" + "a".repeat(64)),
                List.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(),
                List.of(),
                architecture,
                Instant.EPOCH);
    }
}
