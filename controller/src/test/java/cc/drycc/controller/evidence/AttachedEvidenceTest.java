package cc.drycc.controller.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.controller.testing.FakeEngine;
import cc.drycc.controller.testing.FakeObjects;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.controller.testing.World;
import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.evidence.Subject;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.imagebuilder.registry.RegistrySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A registry that takes images and no evidence. */
class AttachedEvidenceTest {

    private static final String NOBODY = "127.0.0.1:1";
    private static final ImageRef LOCAL = new ImageRef("drycc/hello:git-060da68f");

    private final TestDatabase database = TestDatabase.create();
    private final FakeEngine engine = new FakeEngine();
    private final World world = new World(database, engine);
    private final FakeObjects objects = new FakeObjects();
    private final PlatformRegistry registry = new PlatformRegistry(
            RegistrySettings.from(Map.of("DRYCC_REGISTRY_HOST", NOBODY)).orElseThrow(), engine.images(), List.of());
    private final KeepEvidence evidence = new KeepEvidence(
            world.builds,
            objects,
            engine.images(),
            new SigningKeys(JdbcClient.create(database.dataSource()), new PlatformKey(new byte[32])),
            "test",
            Instant::now,
            Optional.of(registry));

    @AfterEach
    void stop() {
        world.close();
        database.close();
    }

    @Test
    void fails_no_build_and_is_told() throws Exception {
        var app = world.app("hello");
        var image = engine.image(LOCAL.value(), Map.of("cc.drycc.app", "hello"), 8080);
        var build = world.builds.begin(app.uuid(), world.user("dev").id(), world.instance, "060da68f", "");
        var pushed = new ImageRef(NOBODY + "/drycc/hello@sha256:" + "d".repeat(64));
        var subject = new Subject.Images(
                build,
                new AppName("hello"),
                "060da68f",
                List.of(new Subject.Made(LOCAL, image.id(), Optional.of(pushed))));
        var log = new ArrayList<String>();

        evidence.keep(
                subject,
                new BuildFacts(
                        "container", "1", "0".repeat(64), List.of(), Instant.now(), Duration.ZERO, 0, new TreeSet<>()),
                log::add);

        assertThat(log)
                .containsExactly(
                        " !     The evidence is not attached in the registry (the platform has it): the registry "
                                + NOBODY + " does not answer");
        assertThat(objects.list("evidence/hello/")).hasSize(2);
        assertThat(world.builds.find(build).orElseThrow().evidence()).isPresent();
    }
}
