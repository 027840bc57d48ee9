package cc.drycc.imagebuilder.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePull;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.PushFailed.Again;
import cc.drycc.engine.RegistryLogin;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlatformRegistryTest {

    private static final ImageRef LOCAL = new ImageRef("drycc/hello:git-060da68f");
    private static final Digest DIGEST = new Digest("sha256:" + "d".repeat(64));
    private static final ImageId ID = new ImageId("sha256:" + "1".repeat(64));

    private final Deque<PushFailed> failures = new ArrayDeque<>();
    private final List<ImagePush> pushes = new ArrayList<>();
    private final List<ImagePull> pulls = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final PlatformRegistry registry = new PlatformRegistry(
            RegistrySettings.from(Map.of(
                            "DRYCC_REGISTRY_HOST", "quay.io",
                            "DRYCC_REGISTRY_USERNAME", "user",
                            "DRYCC_REGISTRY_PASSWORD", "password"))
                    .orElseThrow(),
            store(),
            List.of(Duration.ofMillis(1), Duration.ofMillis(1)));

    @Test
    void what_was_pushed_is_known_by_its_digest() throws Exception {
        var pushed = registry.push(LOCAL, log::add);

        assertThat(pushed).isEqualTo(new ImageRef("quay.io/drycc/hello@" + DIGEST));
        assertThat(pushes)
                .singleElement()
                .returns(LOCAL, ImagePush::image)
                .returns(new ImageRef("quay.io/drycc/hello:git-060da68f"), ImagePush::target)
                .returns(Optional.of(new RegistryLogin("user", "password")), ImagePush::login)
                .returns(Security.VERIFIED, ImagePush::security);
        assertThat(log).isEmpty();
    }

    @Test
    void it_is_tried_three_times_and_no_more() throws Exception {
        failures.add(new PushFailed(Again.MAY_WORK, "away"));
        failures.add(new PushFailed(Again.MAY_WORK, "away"));
        registry.push(LOCAL, log::add);
        assertThat(pushes).hasSize(3);
        assertThat(log).hasSize(2).allMatch(line -> line.startsWith("       away; trying again in "));

        pushes.clear();
        for (int i = 0; i < 4; i++) {
            failures.add(new PushFailed(Again.MAY_WORK, "away"));
        }
        assertThatExceptionOfType(PushFailed.class)
                .isThrownBy(() -> registry.push(LOCAL, log::add))
                .withMessage("away");
        assertThat(pushes).hasSize(3);
    }

    @Test
    void a_refusal_is_not_tried_again() {
        failures.add(new PushFailed(Again.IS_USELESS, "unauthorized"));

        assertThatExceptionOfType(PushFailed.class)
                .isThrownBy(() -> registry.push(LOCAL, log::add))
                .withMessage("unauthorized");
        assertThat(pushes).hasSize(1);
    }

    @Test
    void the_password_goes_to_its_own_registry_only() throws Exception {
        registry.pull(new ImageRef("quay.io/drycc/hello@" + DIGEST), ID, LOCAL);
        registry.pull(new ImageRef("old.example.com/drycc/hello@" + DIGEST), ID, LOCAL);
        registry.pull(new ImageRef("quay.io.example.com/drycc/hello@" + DIGEST), ID, LOCAL);

        assertThat(pulls).extracting(pull -> pull.login().isPresent()).containsExactly(true, false, false);
    }

    @Test
    void an_image_that_is_not_the_one_that_was_sent_is_refused() {
        var other = new ImageId("sha256:" + "2".repeat(64));

        assertThatExceptionOfType(BuildFailed.class)
                .isThrownBy(() -> registry.pull(new ImageRef("quay.io/drycc/hello@" + DIGEST), other, LOCAL))
                .withMessageContaining("is another image than was sent there");
    }

    /** Only what is used here. */
    private ImageStore store() {
        return (ImageStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ImageStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "push" -> push((ImagePush) arguments[0], (BuildLog) arguments[1]);
                    case "pull" -> pull((ImagePull) arguments[0]);
                    case "tag" -> Optional.empty().orElse(null);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Digest push(ImagePush push, BuildLog engineLog) throws PushFailed {
        pushes.add(push);
        engineLog.line("layer: Pushed");
        if (!failures.isEmpty()) {
            throw failures.pop();
        }
        return DIGEST;
    }

    private Image pull(ImagePull pull) {
        pulls.add(pull);
        return new Image(ID, List.of(), Map.of(), Set.of(), Map.of(), List.of(), List.of(), "amd64", Instant.EPOCH);
    }
}
