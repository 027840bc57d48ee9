package cc.drycc.imagebuilder.bases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePull;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a registry that gives {@code private/…} to one login and everything else to anybody. */
class BorrowedImagesTest {

    private static final ImageRef SECRET = new ImageRef("registry.example.com/private/base:1");
    private static final ImageRef OPEN = new ImageRef("registry.example.com/open/base:1");
    private static final RegistryLogin LOGIN = new RegistryLogin("robot", "c4nary");
    private static final BaseLogins KNOWN = new BaseLogins(Optional.of(LOGIN), Optional.empty());

    @TempDir
    Path work;

    private final Map<ImageRef, Image> here = new HashMap<>();
    private final List<ImagePull> pulls = new ArrayList<>();

    private final ImageStore store = (ImageStore) Proxy.newProxyInstance(
            ImageStore.class.getClassLoader(), new Class<?>[] {ImageStore.class}, (self, method, given) -> {
                return switch (method.getName()) {
                    case "find" -> Optional.ofNullable(here.get((ImageRef) given[0]));
                    case "untag" -> here.remove((ImageRef) given[0]);
                    case "pull" -> pull((ImagePull) given[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                };
            });

    private Image pull(ImagePull pull) throws BuildFailed {
        pulls.add(pull);
        if (pull.image().value().contains("/private/") && !pull.login().equals(Optional.of(LOGIN))) {
            throw new BuildFailed("unauthorized");
        }
        here.put(pull.image(), image(Map.of()));
        return image(Map.of());
    }

    private static Image image(Map<String, String> labels) {
        var id = new ImageId("sha256:" + "a".repeat(64));
        return new Image(id, List.of(), labels, Set.of(), Map.of(), List.of(), List.of(), "amd64", Instant.EPOCH);
    }

    private BorrowedImages build(BaseLogins logins) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.putArchiveEntry(new TarArchiveEntry("Dockerfile"));
            tar.closeArchiveEntry();
        }
        var source = Source.unpack(new ByteArrayInputStream(bytes.toByteArray()), work, ExtractLimits.DEFAULT);
        var labels = Map.of("cc.drycc.app", "hello", "cc.drycc.platform", "test");
        return new BorrowedImages(
                store,
                new BuildRequest(
                        new AppName("hello"),
                        "060da68f9e3a4c1b2d5e6f708192a3b4c5d6e7f8",
                        source,
                        new ImageRef("drycc/hello:git-060da68f"),
                        Map.of(),
                        labels,
                        BuildLimits.DEFAULT,
                        LayerCache.USE,
                        logins,
                        Recipe.DEFAULT));
    }

    @Test
    void a_login_is_used_only_where_anybody_is_refused() throws Exception {
        try (var build = build(KNOWN)) {
            build.take(OPEN, line -> {});
            build.take(OPEN, line -> {});
        }

        assertThat(pulls)
                .singleElement()
                .satisfies(pull -> assertThat(pull.login()).isEmpty());
        assertThat(here).containsOnlyKeys(OPEN);
    }

    @Test
    void what_a_login_gave_has_its_name_only_while_the_build_goes_on() throws Exception {
        try (var build = build(KNOWN)) {
            build.take(SECRET, line -> {});
            build.take(SECRET, line -> {});
            assertThat(here).containsOnlyKeys(SECRET);
            assertThat(pulls).hasSize(2);
        }

        assertThat(here).isEmpty();
    }

    @Test
    void meanwhile_another_build_asks_the_registry_itself_by_whatever_name() throws Exception {
        try (var build = build(KNOWN);
                var stranger = build(BaseLogins.NONE)) {
            build.take(SECRET, line -> {});
            var digest = new ImageRef("registry.example.com/private/base@sha256:" + "a".repeat(64));
            here.put(digest, image(Map.of()));

            for (var name : List.of(SECRET, digest)) {
                assertThatThrownBy(() -> stranger.take(name, line -> {}))
                        .isInstanceOf(BuildFailed.class)
                        .hasMessage("unauthorized");
            }
        }
    }

    @Test
    void another_apps_image_is_refused_wherever_it_came_from() throws Exception {
        here.put(OPEN, image(Map.of("cc.drycc.app", "other", "cc.drycc.platform", "test")));

        try (var build = build(KNOWN)) {
            assertThatThrownBy(() -> build.take(OPEN, line -> {}))
                    .isInstanceOf(BuildFailed.class)
                    .hasMessageContaining("the image of another app");
        }
    }
}
