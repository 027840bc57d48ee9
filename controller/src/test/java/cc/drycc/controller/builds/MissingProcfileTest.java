package cc.drycc.controller.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.controller.pushes.PushFailed;
import cc.drycc.controller.pushes.PushedSource;
import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.FakeBuilder;
import cc.drycc.controller.testing.TestController;
import cc.drycc.engine.AppName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The three things a missing Procfile can mean (seed 6.1; bad-inputs P10). */
class MissingProcfileTest {

    private static final Map<String, String> TYPES = Map.of("web", "serve", "worker", "work");

    private static Api.Answer pull(Api dev, Map<String, String> procfile) {
        return dev.post("/v2/apps/hello/build/", Map.of("image", "example/two:1", "procfile", procfile));
    }

    private static Api dev(TestController controller) {
        var dev = controller.register("dev");
        controller.engine().image("example/two:1", Map.of(), 8080);
        dev.post("/v2/apps/", Map.of("id", "hello"));
        assertThat(pull(dev, Map.of()).status()).isEqualTo(201);
        assertThat(pull(dev, TYPES).status()).isEqualTo(201);
        assertThat(dev.post("/v2/apps/hello/ptypes/scale/", Map.of("worker", 1)).status())
                .isEqualTo(204);
        return dev;
    }

    private static String types(Api dev) {
        return String.join(
                " ",
                dev.get("/v2/apps/hello/ptypes/")
                        .json()
                        .get("results")
                        .valueStream()
                        .map(type -> type.get("name").asString())
                        .toList());
    }

    @Test
    void types_go_with_it() {
        try (var controller = TestController.start()) {
            var dev = dev(controller);

            assertThat(pull(dev, Map.of()).status()).isEqualTo(201);

            assertThat(types(dev)).isEqualTo("web");
        }
    }

    @Test
    void types_stay_when_the_operator_says_so() {
        try (var controller =
                TestController.start(Map.of("REGISTRATION_MODE", "enabled", MissingProcfile.REMOVE, "false"))) {
            var dev = dev(controller);

            assertThat(pull(dev, Map.of()).status()).isEqualTo(201);

            assertThat(types(dev)).isEqualTo("web worker");
            assertThat(dev.get("/v2/apps/hello/build/")
                            .json()
                            .at("/procfile/worker")
                            .asString())
                    .isEqualTo("work");
            assertThat(pull(dev, Map.of("web", "serve")).status()).isEqualTo(201);
            assertThat(types(dev)).as("a Procfile that is there counts").isEqualTo("web");
        }
    }

    @Test
    void the_deploy_is_refused_when_the_operator_says_so() {
        try (var controller =
                TestController.start(Map.of("REGISTRATION_MODE", "enabled", MissingProcfile.REJECT, "true"))) {
            var dev = dev(controller);

            var refused = pull(dev, Map.of());

            assertThat(refused.status()).as("P10").isEqualTo(409);
            assertThat(refused.json().get("detail").asString())
                    .isEqualTo(
                            "Last deployment had a Procfile but is missing in this deploy. For a successful deployment"
                                    + " provide a Procfile.");
            assertThat(types(dev)).isEqualTo("web worker");
            assertThat(dev.post("/v2/apps/hello/config/", Map.of("values", Map.of("A", "b")))
                            .status())
                    .as("a change of config deploys the same build")
                    .isEqualTo(201);
            assertThat(pull(dev, Map.of("web", "serve")).status()).isEqualTo(201);
        }
    }

    @Test
    void a_push_is_refused_as_well_and_its_build_marked_failed() throws InterruptedException {
        try (var controller =
                TestController.start(Map.of("REGISTRATION_MODE", "enabled", MissingProcfile.REJECT, "true"))) {
            var dev = dev(controller);
            var push = new PushedSource(
                    "dev",
                    new AppName("hello"),
                    "main",
                    "060da68f654e75fac06dbedd1995d5f8ad9084db",
                    target -> FakeBuilder.archive(target, Map.of("Dockerfile", "FROM scratch")));

            assertThatThrownBy(() -> controller.pushes().receive(push, line -> {}))
                    .as("P10")
                    .isInstanceOf(PushFailed.class)
                    .hasMessageContaining("Last deployment had a Procfile");

            assertThat(dev.get("/v2/apps/hello/releases/").json().get("count").asInt())
                    .isEqualTo(3);
            assertThat(controller
                            .database()
                            .sql()
                            .sql("select state from builds order by created desc limit 1")
                            .query(String.class)
                            .single())
                    .isEqualTo("failed");
        }
    }
}
