package cc.drycc.controller.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import cc.drycc.engine.PodEvent;
import cc.drycc.engine.PodName;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.WorkloadRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsTest {

    private static final TestController CONTROLLER = TestController.start();
    private static final Api DEV = CONTROLLER.register("dev");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String app = "events-" + NUMBER.incrementAndGet();
    private final WorkloadRef web = new WorkloadRef(new AppName(app), ProcessType.WEB);
    private final String pod = app + "-web-76c45b967c-4qm6w";

    @BeforeEach
    void makeApp() {
        DEV.post("/v2/apps/", Map.of("id", app));
    }

    @AfterAll
    static void close() {
        CONTROLLER.close();
    }

    private void happened(Optional<String> pod, String reason, String message) {
        CONTROLLER.engine().happened(new PodEvent(web, pod.map(PodName::new), reason, message, Instant.now()));
    }

    private List<String> reasons(String query) {
        var answer = DEV.get("/v2/apps/" + app + "/events/" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .get("results")
                .valueStream()
                .map(event -> event.get("reason").asString())
                .toList();
    }

    @Test
    void events_of_a_pod_and_of_a_type_oldest_first() {
        happened(Optional.empty(), "ScalingReplicaSet", "Scaled up replica set");
        happened(Optional.of(pod), "Created", "Created container");
        happened(Optional.of(pod), "Started", "Started\ncontainer\u001b[31m");
        await().until(() -> reasons("?pod_name=" + pod).size() == 2);

        assertThat(reasons("?pod_name=" + pod)).containsExactly("Created", "Started");
        assertThat(reasons("?ptype=web")).containsExactly("ScalingReplicaSet");
        assertThat(reasons("?ptype=" + app + "-web")).containsExactly("ScalingReplicaSet");
        JsonNode started =
                DEV.get("/v2/apps/" + app + "/events/?pod_name=" + pod).json().at("/results/1");
        assertThat(started.get("message").asString()).isEqualTo("Started container [31m");
        assertThat(started.get("created").asString()).matches("\\d{4}-.*Z");
    }

    @Test
    void without_a_name_or_with_a_strange_one_there_are_none() {
        happened(Optional.of(pod), "Created", "Created container");
        await().until(() -> reasons("?pod_name=" + pod).size() == 1);
        for (var query : List.of("", "?pod_name=", "?ptype=", "?ptype=We%20b", "?pod_name=%00", "?pod_name=other")) {
            assertThat(reasons(query)).as(query).isEmpty();
        }
    }

    @Test
    void only_the_newest_are_kept() {
        for (int i = 0; i < EventTable.KEPT + 20; i++) {
            happened(Optional.of(pod), "BackOff", "number " + i);
        }
        happened(Optional.of(pod), "Last", "the last");

        await().until(() -> {
            var all = reasons("?pod_name=" + pod);
            return all.size() == EventTable.KEPT && all.getLast().equals("Last");
        });
    }
}
