package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.builder.buildkit.PrivateBuildkit;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dockerfiles built by other programs than the engine, pushed with git and answering HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerfileBuildersIT {

    private final Optional<String> noBuildkit = PrivateBuildkit.missing();
    private @Nullable PrivateBuildkit buildkit;
    private @Nullable Platform platform;
    private Person dev;

    @BeforeAll
    void a_platform_with_a_buildkitd() throws Exception {
        var settings = new HashMap<String, String>();
        if (noBuildkit.isEmpty()) {
            buildkit = PrivateBuildkit.start();
            settings.put("DRYCC_BUILDKIT_ADDR", buildkit.address());
            settings.put("DRYCC_BUILDCTL", PrivateBuildkit.buildctl().toString());
        }
        platform = Platform.start(settings);
        dev = Person.register(platform, "dev");
    }

    @AfterAll
    void wipe() throws Exception {
        if (platform != null) {
            platform.close();
        }
        if (buildkit != null) {
            buildkit.stop();
        }
    }

    @Test
    void buildah_builds_what_is_pushed() {
        skipIf(Files.isExecutable(Path.of("/usr/bin/buildah")) ? Optional.empty() : Optional.of("no buildah"));
        builds("buildah", "DRYCC_STACK");
    }

    @Test
    void buildkit_builds_what_is_pushed() {
        skipIf(noBuildkit);
        builds("buildkit", "container-builder");
    }

    @Test
    void a_builder_that_cannot_be_used_says_what_it_lacks() {
        skipIf(noBuildkit.isPresent() ? Optional.empty() : Optional.of("there is a buildkitd here"));
        var repository = dev.app("lacking-app");
        repository.drycc("config", "set", "DRYCC_STACK=buildkit").ok();

        assertThat(repository.push().err()).contains("set DRYCC_BUILDKIT_ADDR");
    }

    private void builds(String builder, String setting) {
        var repository = dev.app(builder + "-app");
        repository.drycc("config", "set", setting + "=" + builder).ok();
        assertThat(dev.drycc("builders").ok().out()).contains(builder);

        var push = repository.push().ok();

        assertThat(push.all()).contains("-----> Building Docker image", "Step 2/", "Build complete.", "done, v3");
        String first = repository.version();
        repository.commit("version", "once more");
        assertThat(repository.push().ok().all()).contains("done, v4", "---> Using cache");
        assertThat(repository.version()).isEqualTo("once more\n200").isNotEqualTo(first);

        repository.write("Dockerfile", "FROM nothing-here.invalid/x:1\n");
        repository.commit("version", "broken");
        assertThat(repository.push().exitCode()).isNotZero();
        assertThat(repository.version()).isEqualTo("once more\n200");
        repository.drycc("apps", "destroy", "--confirm=" + builder + "-app").ok();
    }

    private static void skipIf(Optional<String> reason) {
        reason.ifPresent(text -> System.out.println("SKIPPED DockerfileBuildersIT: " + text));
        Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
    }
}
