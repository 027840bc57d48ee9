package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.metadata.MetadataGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Where a cloud tells a machine its credentials no container comes. */
interface MetadataContract extends UnderTest {

    /** One more instance for the same platform, whose containers may ask the cloud. Not started. */
    Engine connectAllowingMetadata();

    @Test
    default void neither_builds_nor_pods_reach_the_clouds_metadata_unless_it_is_allowed() throws Exception {
        Optional<String> missing = MachinesAddress.missing().or(MetadataGuard::missing);
        missing.ifPresent(reason -> System.out.println("SKIPPED MetadataContract: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (var address = MachinesAddress.take()) {
            connectAgain().close();
            assertThat(JobRun.of(this, address.probe()).stdout()).isEqualTo("metadata not\nother reached\n");
            assertThat(built("denied", address)).containsSubsequence("metadata not", "other reached");

            connectAllowingMetadata().close();
            assertThat(JobRun.of(this, address.probe()).stdout()).isEqualTo("metadata reached\nother reached\n");
            assertThat(built("allowed", address)).containsSubsequence("metadata reached", "other reached");
        } finally {
            connectAgain().close();
        }
    }

    private List<String> built(String name, MachinesAddress address) throws Exception {
        var log = new ArrayList<String>();
        engine().images()
                .build(
                        Change.of(TestImages.build(
                                        TestImages.context(
                                                work().resolve(name),
                                                "FROM " + TestImages.BASE + "\nRUN " + address.probe() + "\n"),
                                        new ImageRef("drycc-test/metadata:1")))
                                .noCache()
                                .build(),
                        log::add);
        return log;
    }
}
