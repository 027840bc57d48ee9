package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The apps of {@code examples/}, pushed with git, built by each builder, on a stack of Debian packages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleAppsIT {

    private Platform platform;
    private Person dev;

    @BeforeAll
    void a_platform_with_a_stack() {
        try {
            var stack = Stack.debian().withLifecycle();
            platform = Platform.start(
                    Map.of("DRYCC_BUILDPACK_BUILDER", stack.builder(), "DRYCC_SLUG_STACK", stack.builder()));
            stack.install(platform);
        } catch (Stack.Missing e) {
            System.out.println("SKIPPED ExampleAppsIT: " + e.reason());
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

    @ParameterizedTest(name = "{1} by {0}")
    @CsvSource({
        "container, java, -----> Building Docker image",
        "container, nodejs, -----> Building Docker image",
        "container, python, -----> Building Docker image",
        "container, static, -----> Building Docker image",
        "buildpack, java, ---> Java (Maven)",
        "buildpack, nodejs, ---> Node.js v",
        "buildpack, python, ---> Python 3",
        "buildpack, static, ---> Static site",
        "buildpack, php, ---> PHP 8",
        "buildpack, ruby, ---> ruby 3",
        "slug, java, -----> Java (Maven) app detected",
        "slug, nodejs, -----> Node.js app detected",
        "slug, python, -----> Python app detected",
        "slug, static, -----> Static app detected",
    })
    void answers(String builder, String example, String line) {
        var repository = pushed(builder, example, line, example + "-" + builder);

        assertThat(platform.curl(repository.app(), "/"))
                .startsWith("Hello from ")
                .endsWith("\n200");
        assertThat(repository.drycc("ps", "list").ok().out()).contains("web");
    }

    @Test
    void the_next_build_finds_what_maven_kept() {
        var repository = pushed("buildpack", "java", "---> Java (Maven)", "java-again");
        repository.commit("notes.txt", "more");

        var push = repository.push().ok();

        assertThat(push.err())
                .containsSubsequence(
                        "Restoring data for \"drycc/java:maven\" from cache",
                        "BUILD SUCCESS",
                        "Reusing cache layer 'drycc/java:maven'");
    }

    private Repository pushed(String builder, String example, String line, String app) {
        var repository = dev.app(app);
        repository.drycc("config", "set", "DRYCC_STACK=" + builder).ok();
        repository.git("rm", "-rq", ".").ok();
        Command.of("cp", "-R", Platform.checkout().resolve("examples") + "/" + example + "/.", "" + repository.folder())
                .run()
                .ok();
        repository.git("add", "-A").ok();
        repository.git("commit", "-q", "-m", example).ok();
        long start = System.nanoTime();
        var push = repository.push().ok();
        System.out.printf("%s by %s: %.1f s%n", example, builder, (System.nanoTime() - start) / 1e9);
        assertThat(push.err()).contains(line, "Build complete.", "deployed to Drycc");
        return repository;
    }
}
