package cc.drycc.controller.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.builds.BuiltImage;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.imagebuilder.registry.RegistrySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RestoreImageTest {

    private static final ImageRef LOCAL = new ImageRef("drycc/hello:git-060da68f");

    private final TestDatabase database = TestDatabase.create();
    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(database, engine);
    private final App app = world.app("hello");
    private final PlatformRegistry registry = new PlatformRegistry(
            RegistrySettings.from(Map.of("DRYCC_REGISTRY_HOST", "quay.io")).orElseThrow(), engine.images(), List.of());
    private final RegistryImages known = new RegistryImages(JdbcClient.create(database.dataSource()));
    private final RestoreImage restore = new RestoreImage(known, engine.images(), Optional.of(registry));

    @AfterEach
    void stop() {
        world.close();
        database.close();
    }

    private Image image() {
        return engine.image(LOCAL.value(), Map.of("cc.drycc.app", "hello"), 8080);
    }

    private void built(Image image, ImageRef reference) {
        var build = world.builds.begin(app.uuid(), world.user("dev").id(), world.instance, "060da68f", "");
        var result = new BuiltImage("container", LOCAL.value(), image.id(), new TreeMap<>(), "", OptionalInt.of(8080))
                .pushedAs(List.of(new PushedImage(image.id(), LOCAL, reference)));
        assertThat(world.builds.built(build, result)).isTrue();
    }

    @Test
    void an_image_comes_back_from_where_its_build_sent_it() throws Exception {
        var image = image();
        var reference = registry.push(LOCAL, line -> {});
        built(image, reference);
        built(image, reference); // the same commit once more

        assertThat(known.find(app.uuid(), image.id())).contains(new PushedImage(image.id(), LOCAL, reference));
        engine.images().remove(image.id());
        restore.restore(app, image.id());

        assertThat(engine.images().find(image.id().asRef())).isPresent();
    }

    @Test
    void an_image_that_was_never_sent_stays_lost() throws Exception {
        var image = image();
        engine.images().remove(image.id());

        restore.restore(app, image.id());

        assertThat(engine.images().find(image.id().asRef())).isEmpty();
    }

    @Test
    void an_image_of_another_app_is_not_fetched() throws Exception {
        var image = image();
        built(image, registry.push(LOCAL, line -> {}));
        engine.images().remove(image.id());

        restore.restore(world.app("other"), image.id());

        assertThat(engine.images().find(image.id().asRef())).isEmpty();
    }

    @Test
    void a_registry_without_it_says_so() {
        var image = image();
        built(image, new ImageRef("quay.io/drycc/hello@sha256:" + "e".repeat(64)));
        engine.images().remove(image.id());

        assertThatExceptionOfType(BuildFailed.class)
                .isThrownBy(() -> restore.restore(app, image.id()))
                .withMessageContaining("no registry has quay.io/drycc/hello");
    }
}
