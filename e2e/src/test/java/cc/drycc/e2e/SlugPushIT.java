package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A push that classic buildpacks build, with the stack of {@code stacks/slug-context} made of busybox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlugPushIT {

    private static final String STACK = "drycc-stack/slug";

    private Platform platform;
    private Person dev;

    @BeforeAll
    void a_platform_with_a_stack() {
        platform = Platform.start(Map.of("DRYCC_SLUG_STACK", STACK));
        dev = Person.register(platform, "dev");
        var folder = platform.folder().resolve("stack").toString();
        Command.of(Platform.checkout().resolve("stacks/slug-context").toString(), folder)
                .run()
                .ok();
        var build = "tar -C '%s' -c . | curl -sSf --unix-socket '%s' -X POST -H 'Content-Type: application/x-tar'"
                .formatted(folder, platform.engineUrl().replaceFirst("^unix://", ""));
        var answer = Command.of(
                        "sh", "-c", build + " --data-binary @- 'http://engine/v1.40/build?t=%s'".formatted(STACK))
                .within(Duration.ofMinutes(2))
                .run()
                .ok();
        assertThat(answer.out()).doesNotContain("errorDetail");
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
        repository.drycc("config", "set", "DRYCC_STACK=slug").ok();
        return repository;
    }

    @Test
    void a_push_with_the_slug_stack_serves() {
        var repository = site("slug-site");
        repository.write("index.html", "<p>hi");
        repository.commit("version", "by a slug");

        var push = repository.push().ok();

        assertThat(push.all())
                .contains(
                        "-----> Compiling a slug with " + STACK,
                        "-----> Static app detected",
                        "-----> Packing the slug",
                        "Build complete.",
                        "done, v3");
        assertThat(repository.version()).isEqualTo("by a slug\n200");

        repository.write("Procfile", """
                web: trap 'kill $!' TERM; busybox httpd -f -p $PORT -h /app & wait
                worker: echo "at work"; sleep 1000
                """);
        repository.commit("version", "once more");
        repository.push().ok();
        assertThat(repository.version()).isEqualTo("once more\n200");
        repository.drycc("ps", "scale", "worker=1").ok();
        assertThat(repository.drycc("logs").ok().out()).contains("at work");
    }

    @Test
    void what_no_buildpack_can_build_is_told_and_nothing_is_released() {
        var repository = site("slug-unknown");
        repository.commit("version", "nothing to serve");

        var push = repository.push();

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.err()).contains("no buildpack of " + STACK + " can build this source");
        assertThat(repository.drycc("releases", "list").ok().out()).doesNotContain("v3");
    }

    @Test
    void the_builder_is_listed() {
        assertThat(dev.drycc("builders").ok().out())
                .containsPattern("slug +[0-9.]+ +built-in +classic buildpacks of " + STACK);
    }
}
