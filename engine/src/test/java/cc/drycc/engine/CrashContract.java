package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The platform dies in the middle of a rollout. What runs goes on, and the same call on a new instance finishes. */
interface CrashContract extends UnderTest {

    /** Where it dies. */
    enum Point {
        POD_MADE,
        FIRST_POD_READY,
        OLD_POD_UNROUTED,
        OLD_POD_DRAINING
    }

    /** An edge that stops the world at a point, as a dead process does. */
    final class DeadlyEdge implements EndpointSink {
        private final Point point;
        private final CountDownLatch reached = new CountDownLatch(1);
        private int told;
        private volatile boolean armed;

        DeadlyEdge(Point point) {
            this.point = point;
        }

        @Override
        public void ready(WorkloadRef workload, List<Endpoint> endpoints) {
            if (armed) {
                told++;
                dieAt(told == 1 ? Point.FIRST_POD_READY : Point.OLD_POD_UNROUTED);
            }
        }

        @Override
        public boolean awaitIdle(Endpoint endpoint, Duration atMost) throws InterruptedException {
            dieAt(Point.OLD_POD_DRAINING);
            return true;
        }

        private void dieAt(Point here) {
            if (armed && here == point) {
                reached.countDown();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    default void a_rollout_cut_anywhere_is_finished_by_the_same_call(Point point) throws Exception {
        engine().close();
        EdgeInMiniature edge = new EdgeInMiniature();
        DeadlyEdge deadly = new DeadlyEdge(point);
        Engine first = connectAgain();
        first.start(deadly);
        first.apply(web(2, 2), RolloutProgress.silent());
        deadly.armed = true;
        Thread rollout = Thread.ofVirtual().start(() -> {
            try {
                first.apply(web(3, 2), RolloutProgress.silent());
            } catch (RolloutFailed | InterruptedException | RuntimeException e) {
                deadly.reached.countDown();
            }
        });
        if (point == Point.POD_MADE) {
            await().pollInterval(Duration.ofMillis(5)).until(() -> containers().size() > 2);
        } else {
            deadly.reached.await();
        }
        first.close();
        rollout.interrupt();
        rollout.join();

        try (Engine second = connectAgain()) {
            second.start(edge);
            assertThat(edge.endpoints(WEB)).isNotEmpty();
            RequestLoop loop = RequestLoop.during(edge, WEB, 2, () -> {
                second.apply(web(3, 2), RolloutProgress.silent());
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(containers()).hasSize(2));
            });

            assertThat(loop.failures()).isEmpty();
            assertThat(second.pods(APP)).hasSize(2).allMatch(pod -> pod.release() == 3 && pod.ready());
            assertThat(edge.get(WEB)).startsWith("v3 ");
        }
    }
}
