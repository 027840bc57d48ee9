package cc.drycc.engine.docker.pods;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.Lifecycle;
import cc.drycc.engine.Probe;
import cc.drycc.engine.Probes;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.Resources;
import cc.drycc.engine.Rollout;
import cc.drycc.engine.Workload;
import cc.drycc.engine.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RevisionTest {

    private static Workload workload(List<String> command, Map<String, String> env, Probes probes, Duration grace) {
        return new Workload(
                new WorkloadRef(new AppName("hello"), ProcessType.WEB),
                2,
                new ImageRef("drycc/hello:git-060da68f"),
                List.of(),
                command,
                env,
                1,
                OptionalInt.of(5000),
                probes,
                Lifecycle.NONE,
                Resources.DEFAULT,
                grace,
                Rollout.DEFAULT);
    }

    private static Revision of(List<String> command, Map<String, String> env) {
        return Revision.of(workload(command, env, Probes.NONE, Duration.ofSeconds(30)));
    }

    @Test
    void it_never_changes_between_versions_of_the_platform() {
        assertThat(of(List.of("sh", "-c", "serve"), Map.of("A", "1", "B", "2")).value())
                .isEqualTo("9c53a1e6c40a39c90cde71c698886967933cb046fcd37ad9306019317d608f60");
    }

    @Test
    void what_runs_counts_and_how_many_or_how_long_does_not() {
        Workload base = workload(List.of("a"), Map.of("A", "1"), Probes.NONE, Duration.ofSeconds(30));

        assertThat(Revision.of(base.withReplicas(7))).isEqualTo(Revision.of(base));
        assertThat(Revision.of(workload(List.of("a"), Map.of("A", "1"), Probes.NONE, Duration.ZERO)))
                .isEqualTo(Revision.of(base));
        assertThat(of(List.of("a"), Map.of("A", "2"))).isNotEqualTo(Revision.of(base));
        assertThat(of(List.of("b"), Map.of("A", "1"))).isNotEqualTo(Revision.of(base));
        Probes probes = new Probes(Optional.empty(), Optional.empty(), Optional.of(Probe.of(new Probe.TcpSocket(1))));
        assertThat(Revision.of(workload(List.of("a"), Map.of("A", "1"), probes, Duration.ofSeconds(30))))
                .isNotEqualTo(Revision.of(base));
    }

    @Test
    void parts_cannot_be_moved_between_neighbours() {
        assertThat(of(List.of("ab", "c"), Map.of())).isNotEqualTo(of(List.of("a", "bc"), Map.of()));
        assertThat(of(List.of(), Map.of("A", "1B"))).isNotEqualTo(of(List.of(), Map.of("A1", "B")));
    }

    @Test
    void probes_survive_their_label() {
        Probes probes = new Probes(
                Optional.of(new Probe(
                        new Probe.Exec(List.of("sh", "-c", "test \"$A\" = b")),
                        Duration.ofMillis(1_500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        1,
                        30)),
                Optional.of(Probe.of(new Probe.TcpSocket(8080))),
                Optional.of(Probe.of(new Probe.HttpGet(8080, "/healthz?a=b", Map.of("Host", "x", "Accept", "*/*")))));

        assertThat(ProbeLabel.read(ProbeLabel.write(probes))).isEqualTo(probes);
        assertThat(ProbeLabel.read(ProbeLabel.write(Probes.NONE))).isEqualTo(Probes.NONE);
    }
}
