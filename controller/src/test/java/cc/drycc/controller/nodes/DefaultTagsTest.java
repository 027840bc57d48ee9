package cc.drycc.controller.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultTagsTest {

    @Test
    void they_hold_for_types_without_tags_and_own_tags_take_their_place() {
        var settings = Map.of(
                "REGISTRATION_MODE",
                "enabled",
                Node.LABELS,
                "role=worker,disk=ssd",
                DefaultTags.NAME,
                "{\"role\": \"worker\"}");
        try (var controller = TestController.start(settings)) {
            var dev = controller.register("dev");
            controller.engine().image("example/two:1", Map.of(), 8080);
            dev.post("/v2/apps/", Map.of("id", "hello"));
            dev.post(
                    "/v2/apps/hello/build/",
                    Map.of("image", "example/two:1", "procfile", Map.of("web", "serve", "worker", "work")));
            var tagged = dev.post("/v2/apps/hello/config/", Map.of("tags", Map.of("worker", Map.of("disk", "ssd"))));
            assertThat(tagged.status()).as(tagged.body()).isEqualTo(201);

            var web = dev.get("/v2/apps/hello/ptypes/web/describe/");
            var worker = dev.get("/v2/apps/hello/ptypes/worker/describe/");

            assertThat(web.json().at("/results/0/node_selector").toString()).isEqualTo("{\"role\":\"worker\"}");
            assertThat(worker.json().at("/results/0/node_selector").toString()).isEqualTo("{\"disk\":\"ssd\"}");
        }
    }
}
