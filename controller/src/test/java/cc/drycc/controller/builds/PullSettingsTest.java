package cc.drycc.controller.builds;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.PullPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PullSettingsTest {

    @Test
    void the_app_decides_else_the_platform_whether_the_registry_is_asked_again() {
        try (var controller =
                TestController.start(Map.of("REGISTRATION_MODE", "enabled", PullSettings.NAME, "Always"))) {
            var dev = controller.register("dev");
            controller.engine().image("example/two:1", Map.of(), 8080);
            dev.post("/v2/apps/", Map.of("id", "hello"));
            var image = Map.of("image", "example/two:1");
            var config = "/v2/apps/hello/config/";

            assertThat(dev.post("/v2/apps/hello/build/", image).status()).isEqualTo(201);
            assertThat(dev.post(config, Map.of("values", Map.of(PullSettings.NAME, "IfNotPresent")))
                            .status())
                    .isEqualTo(201);
            assertThat(dev.post("/v2/apps/hello/build/", image).status()).isEqualTo(201);
            assertThat(controller.engine().pulls()).containsExactly(PullPolicy.ALWAYS, PullPolicy.IF_NOT_PRESENT);

            var refused = dev.post(config, Map.of("values", Map.of(PullSettings.NAME, "Never")));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).contains("IMAGE_PULL_POLICY must be Always or IfNotPresent");
        }
    }
}
