package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import cc.drycc.e2e.platform.Stack;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A push that the upstream lifecycle builds, with a stack made by {@code stacks/} out of busybox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildpackPushIT {

    private static final Stack STACK = Stack.tiny();

    private Platform platform;
    private Person dev;

    @BeforeAll
    void a_platform_with_a_stack() {
        try {
            var stack = STACK.withLifecycle();
            platform = Platform.start(Map.of("DRYCC_BUILDPACK_BUILDER", stack.builder()));
            stack.install(platform);
        } catch (Stack.Missing e) {
            System.out.println("SKIPPED BuildpackPushIT: " + e.reason());
            Assumptions.abort(e.reason());
        }
        dev = Person.register(platform, "dev");
    }

    @AfterAll
    void wipe() {
        if (platform != null) {
            platform.close();
        }
    }

    private Repository site(String app) {
        var repository = dev.app(app);
        repository.git("rm", "-q", "Dockerfile").ok();
        repository.write("index.html", "<p>hi");
        repository.write("Procfile", """
                web: trap 'kill $!' TERM; busybox httpd -f -p $PORT -h /workspace & wait
                worker: echo "at work"; sleep 1000
                """);
        repository.commit("version", "by buildpacks");
        return repository;
    }

    @Test
    void a_procfile_means_buildpacks() {
        var repository = site("packed-site");

        var push = repository.push().ok();

        assertThat(push.all())
                .contains(
                        "-----> Using builder " + STACK.builder(),
                        "===> DETECTING",
                        "---> Static site",
                        "===> EXPORTING",
                        "Build complete.",
                        "done, v2");
        assertThat(repository.version()).isEqualTo("by buildpacks\n200");
        assertThat(repository.drycc("pts", "list").ok().out()).contains("web", "worker");
        repository.drycc("ps", "scale", "worker=1").ok();
        assertThat(repository.drycc("logs").ok().out()).contains("at work");

        repository.commit("version", "once more");
        repository.push().ok();
        assertThat(repository.version()).isEqualTo("once more\n200");
    }

    @Test
    void what_no_buildpack_can_build_is_told_and_nothing_is_released() {
        var repository = dev.app("unknown-stuff");
        repository.drycc("config", "set", "DRYCC_STACK=buildpack").ok();

        var push = repository.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.err()).contains("no buildpack of " + STACK.builder() + " can build this source");
        assertThat(repository.drycc("releases", "list").ok().out()).doesNotContain("v3");
    }
}
