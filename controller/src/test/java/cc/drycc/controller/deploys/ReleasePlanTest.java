package cc.drycc.controller.deploys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.builds.Build;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReleasePlanTest {

    private static final ImageId IMAGE = new ImageId("sha256:" + "a".repeat(64));

    @Test
    void the_port_is_the_configs_else_the_images_else_5000() throws Exception {
        assertThat(web(plan(Map.of("PORT", "9000"), Set.of(80), "serve")).port())
                .hasValue(9000);
        assertThat(web(plan(Map.of(), Set.of(80), "serve")).port()).hasValue(80);
        assertThat(web(plan(Map.of(), Set.of(), "serve")).port()).hasValue(5000);
        assertThat(web(plan(Map.of(), Set.of(80), "serve")).env()).containsEntry("PORT", "80");
    }

    @Test
    void an_image_with_several_ports_demands_one() throws Exception {
        assertThatThrownBy(() -> plan(Map.of(), Set.of(80, 443), "serve").workloads(Map.of()))
                .hasMessage("the image exposes several ports (80, 443); choose one with `drycc config set PORT=…`");
        assertThat(web(plan(Map.of("PORT", "443"), Set.of(80, 443), "serve")).port())
                .hasValue(443);
    }

    @Test
    void an_image_without_a_command_and_without_a_procfile_cannot_run() {
        assertThatThrownBy(() -> plan(Map.of(), Set.of(80)).workloads(Map.of()))
                .as("D04")
                .hasMessage("web: the image has no CMD and there is no Procfile; add one of them");
    }

    @Test
    void settings_of_the_app_win_over_those_of_the_platform() throws Exception {
        var values = Map.of(DeploySettings.BATCHES, "4", DeploySettings.TIMEOUT, "7", DeploySettings.GRACE, "0");
        var web = web(plan(values, Set.of(80), "serve"));

        assertThat(web.rollout().batchSize()).isEqualTo(4);
        assertThat(web.rollout().timeoutPerBatch()).isEqualTo(Duration.ofSeconds(7));
        assertThat(web.terminationGrace()).isZero();
    }

    @Test
    void settings_that_cannot_be_are_named() {
        for (var value : List.of("0", "-5", "abc", "1000000000", "1.5")) {
            assertThatThrownBy(() -> plan(Map.of(DeploySettings.TIMEOUT, value), Set.of(80), "serve")
                            .workloads(Map.of()))
                    .as(value)
                    .hasMessageStartingWith("DRYCC_DEPLOY_TIMEOUT must be a whole number from 1 to 86400");
        }
    }

    @Test
    void the_same_release_always_gives_equal_workloads() throws Exception {
        assertThat(plan(Map.of("A", "b"), Set.of(80), "serve").workloads(Map.of()))
                .isEqualTo(plan(Map.of("A", "b"), Set.of(80), "serve").workloads(Map.of()));
    }

    @Test
    void web_comes_first() throws Exception {
        var plan = plan(Map.of(), Set.of(80), "serve");
        var procfile = new TreeMap<ProcessType, String>();
        for (var type : List.of("a", "web", "worker")) {
            procfile.put(new ProcessType(type), "x");
        }
        var build = build(procfile);
        var several = new ReleasePlan(
                plan.app(),
                3,
                "s",
                Instant.EPOCH,
                build,
                plan.image(),
                Map.of(),
                ConfigState.EMPTY,
                DeploySettings.DEFAULT);

        assertThat(several.workloads(Map.of()))
                .extracting(workload -> workload.ref().processType().value())
                .containsExactly("web", "a", "worker");
    }

    private static cc.drycc.engine.Workload web(ReleasePlan plan) throws NotDeployable {
        return plan.workloads(Map.of()).getFirst();
    }

    private static ReleasePlan plan(Map<String, String> values, Set<Integer> ports, String... command) {
        var image = new Image(
                IMAGE, List.of(), Map.of(), ports, Map.of(), List.of(), List.of(command), "amd64", Instant.EPOCH);
        return new ReleasePlan(
                new AppName("hello"),
                2,
                "dev deployed 060da68",
                Instant.EPOCH,
                build(new TreeMap<>()),
                image,
                Map.of(),
                ConfigState.global(values),
                DeploySettings.DEFAULT);
    }

    private static Build build(SortedMap<ProcessType, String> procfile) {
        return new Build(
                new UUID(0, 1),
                new UUID(0, 2),
                "dev",
                Build.State.BUILT,
                "container",
                "060da68f",
                "drycc/hello",
                Optional.of(IMAGE),
                procfile,
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
