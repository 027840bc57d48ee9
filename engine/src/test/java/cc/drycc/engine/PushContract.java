package cc.drycc.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.PushFailed.Again;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Sending images to a real registry. */
interface PushContract extends UnderTest {

    private static ImagePush push(ImageRef target, Optional<RegistryLogin> login) {
        return new ImagePush(TestImages.BASE, target, login, Security.UNVERIFIED, Duration.ofSeconds(60));
    }

    private PushFailed failure(ImagePush push) {
        return catchThrowableOfType(PushFailed.class, () -> engine().images().push(push, line -> {}));
    }

    private static void needRegistry() {
        Optional<String> missing = TestRegistry.missing();
        missing.ifPresent(why -> System.out.println("SKIPPED PushContract: " + why));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    @Test
    default void an_image_is_pushed_with_a_password_and_keeps_only_the_names_it_had() throws Exception {
        needRegistry();
        try (TestRegistry registry = TestRegistry.locked(work().resolve("registry"))) {
            List<ImageRef> names = tags();
            List<String> log = new ArrayList<>();

            Digest digest = engine().images()
                    .push(push(registry.name("namespace/image:1"), Optional.of(TestRegistry.LOGIN)), log::add);

            assertThat(registry.digest("namespace/image", "1")).contains(digest);
            assertThat(tags()).isEqualTo(names);
            assertThat(log).noneMatch(line -> line.contains("password"));
        }
    }

    @Test
    default void an_image_that_is_gone_comes_back_by_its_digest() throws Exception {
        needRegistry();
        try (TestRegistry registry = TestRegistry.locked(work().resolve("registry"))) {
            ImageRef local = new ImageRef("drycc-pushes/image:1");
            Image made = engine().images()
                    .build(
                            TestImages.build(
                                    TestImages.context(
                                            work().resolve("gone"), "FROM " + TestImages.BASE + "\nENV GONE=soon\n"),
                                    local),
                            line -> {});
            Digest digest = engine().images()
                    .push(
                            new ImagePush(
                                    local,
                                    registry.name("namespace/gone:1"),
                                    Optional.of(TestRegistry.LOGIN),
                                    Security.UNVERIFIED,
                                    Duration.ofSeconds(60)),
                            line -> {});
            engine().images().remove(made.id());
            assertThat(engine().images().find(made.id().asRef())).isEmpty();

            ImageRef pinned = registry.name("namespace/gone@" + digest);
            BuildFailed stranger = catchThrowableOfType(
                    BuildFailed.class,
                    () -> engine().images()
                            .pull(
                                    new ImagePull(
                                            pinned, Optional.empty(), Security.UNVERIFIED, PullPolicy.IF_NOT_PRESENT),
                                    line -> {}));
            Image back = engine().images()
                    .pull(
                            new ImagePull(
                                    pinned,
                                    Optional.of(TestRegistry.LOGIN),
                                    Security.UNVERIFIED,
                                    PullPolicy.IF_NOT_PRESENT),
                            line -> {});

            assertThat(stranger).hasMessage("there is no image %s, or it needs credentials".formatted(pinned));
            assertThat(back.id()).isEqualTo(made.id());
            assertThat(back.env()).containsEntry("GONE", "soon");
            engine().images().remove(back.id());
        }
    }

    private List<ImageRef> tags() {
        return engine().images().find(TestImages.BASE).orElseThrow().tags();
    }

    @Test
    default void an_image_that_has_the_name_of_a_push_has_it_again_afterwards() throws Exception {
        needRegistry();
        try (TestRegistry registry = TestRegistry.open(work().resolve("registry"))) {
            ImageRef name = registry.name("namespace/other:1");
            Image other = engine().images()
                    .build(
                            TestImages.build(
                                    TestImages.context(
                                            work().resolve("other"), "FROM " + TestImages.BASE + "\nENV A=b\n"),
                                    name),
                            line -> {});

            Digest digest = engine().images().push(push(name, Optional.empty()), line -> {});

            assertThat(registry.digest("namespace/other", "1")).contains(digest);
            assertThat(engine().images().find(name)).map(Image::id).contains(other.id());
            engine().images().untag(name);
            assertThat(engine().images().find(name)).isEmpty();
        }
    }

    @Test
    default void a_refused_push_says_why_and_names_no_password() throws Exception {
        needRegistry();
        try (TestRegistry registry = TestRegistry.locked(work().resolve("registry"))) {
            ImageRef name = registry.name("namespace/image:1");

            PushFailed wrong = failure(push(name, Optional.of(new RegistryLogin("user", "s3cr3t-wrong"))));
            PushFailed nobody = failure(push(name, Optional.empty()));

            assertThat(wrong)
                    .hasMessage("unauthorized: the registry %s does not let these credentials push %s"
                            .formatted(registry.host(), name));
            assertThat(wrong.again()).isEqualTo(Again.IS_USELESS);
            assertThat(nobody)
                    .hasMessage("unauthorized: the registry %s does not let anybody without credentials push %s"
                            .formatted(registry.host(), name));
        }
    }

    @Test
    default void a_push_to_a_registry_that_is_away_may_work_later() throws Exception {
        needRegistry();
        try (TestRegistry registry = TestRegistry.open(work().resolve("registry"))) {
            registry.kill();

            PushFailed away = failure(push(registry.name("namespace/image:1"), Optional.empty()));

            assertThat(away)
                    .hasMessageStartingWith(
                            "the registry %s cannot be reached or broke off: ".formatted(registry.host()));
            assertThat(away.again()).isEqualTo(Again.MAY_WORK);
        }
    }
}
