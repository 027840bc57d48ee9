package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.builder.buildkit.PrivateBuildkit;
import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.PackageServer;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import cc.drycc.e2e.platform.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The apps of {@code examples/}, pushed with git, built by each builder, on a stack of Debian packages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleAppsIT {

    private static final Map<String, Optional<String>> LACKING = Map.of(
            "buildah",
            Files.isExecutable(Path.of("/usr/bin/buildah")) ? Optional.empty() : Optional.of("no buildah"),
            "buildkit",
            PrivateBuildkit.missing());

    private @Nullable PrivateBuildkit buildkit;
    private Platform platform;
    private Person dev;

    @BeforeAll
    void a_platform_with_a_stack() throws Exception {
        try {
            var stack = Stack.debian().withLifecycle();
            var settings = new HashMap<>(
                    Map.of("DRYCC_BUILDPACK_BUILDER", stack.builder(), "DRYCC_SLUG_STACK", stack.builder()));
            if (lacking("buildkit").isEmpty()) {
                buildkit = PrivateBuildkit.start();
                settings.put("DRYCC_BUILDKIT_ADDR", buildkit.address());
                settings.put("DRYCC_BUILDCTL", PrivateBuildkit.buildctl().toString());
            }
            platform = Platform.start(settings);
            stack.install(platform);
        } catch (Stack.Missing e) {
            System.out.println("SKIPPED ExampleAppsIT: " + e.reason());
            Assumptions.abort(e.reason());
        }
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

    @ParameterizedTest(name = "{1} by {0}")
    @CsvSource({
        "container, java, -----> Building Docker image",
        "container, nodejs, -----> Building Docker image",
        "container, python, -----> Building Docker image",
        "container, static, -----> Building Docker image",
        "buildah, java, -----> Building Docker image",
        "buildah, nodejs, -----> Building Docker image",
        "buildah, python, -----> Building Docker image",
        "buildah, static, -----> Building Docker image",
        "buildkit, java, -----> Building Docker image",
        "buildkit, nodejs, -----> Building Docker image",
        "buildkit, python, -----> Building Docker image",
        "buildkit, static, -----> Building Docker image",
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
        lacking(builder).ifPresent(reason -> {
            System.out.println("SKIPPED ExampleAppsIT by " + builder + ": " + reason);
            Assumptions.abort(reason);
        });
        var repository = pushed(builder, example, line, example + "-" + builder);

        assertThat(platform.curl(repository.app(), "/"))
                .startsWith("Hello from ")
                .endsWith("\n200");
        assertThat(repository.drycc("ps", "list").ok().out()).contains("web");
    }

    private static Optional<String> lacking(String builder) {
        return LACKING.getOrDefault(builder, Optional.empty());
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

    @Test
    void composer_installs_what_composer_lock_names_and_keeps_it(@TempDir Path folder) throws Exception {
        var repository = ready("buildpack", "php-packages");
        try (var packages = packages(folder)) {
            repository.write("composer.json", """
                    {"repositories": [{"type": "composer", "url": "%s"}, {"packagist.org": false}],
                     "config": {"secure-http": false}, "require": {"acme/greeting": "^1.0"}}
                    """.formatted(packages.composer()));
            repository.write("composer.lock", """
                    {"content-hash": "0", "packages": [%s], "packages-dev": [], "minimum-stability": "stable",
                     "stability-flags": [], "platform": [], "platform-dev": []}
                    """.formatted(packages.composerPackage()));
            repository.commit(
                    "public/index.php",
                    "<?php require __DIR__ . '/../vendor/autoload.php'; echo Acme\\Greeting::TEXT;");
            assertThat(repository.push().ok().err()).contains("Installing acme/greeting (1.0.0)");
            assertThat(platform.curl(repository.app(), "/")).isEqualTo("Hello from Composer\n\n200");
        }
        repository.commit("notes.txt", "the repository of packages is away");

        repository.push().ok();

        assertThat(platform.curl(repository.app(), "/")).isEqualTo("Hello from Composer\n\n200");
    }

    @Test
    void bundler_installs_what_gemfile_lock_names_and_keeps_it(@TempDir Path folder) throws Exception {
        var repository = ready("buildpack", "ruby-gems");
        try (var packages = packages(folder)) {
            repository.write("Gemfile", "source '%s'\ngem 'greeting', '~> 1.0'\n".formatted(packages.gems()));
            // as somebody with another machine and a newer Bundler leaves it
            repository.write("Gemfile.lock", """
                    GEM
                      remote: %s/
                      specs:
                        greeting (1.0.0)

                    PLATFORMS
                      arm64-darwin-23

                    DEPENDENCIES
                      greeting (~> 1.0)

                    BUNDLED WITH
                       2.5.3
                    """.formatted(packages.gems()));
            repository.commit("app.rb", """
                    require 'greeting'
                    require 'socket'
                    server = TCPServer.new(Integer(ENV.fetch('PORT')))
                    trap('TERM') { exit }
                    loop do
                      client = server.accept
                      line = client.gets until line == "\\r\\n" || line.nil? && client.eof?
                      client.write "HTTP/1.0 200 OK\\r\\n\\r\\n#{Greeting::TEXT}"
                      client.close
                    end
                    """);
            repository.push().ok();
            assertThat(platform.curl(repository.app(), "/")).isEqualTo("Hello from Bundler\n\n200");
        }
        repository.commit("notes.txt", "the source of gems is away");

        assertThat(repository.push().ok().err()).contains("the gems of the last build");

        assertThat(platform.curl(repository.app(), "/")).isEqualTo("Hello from Bundler\n\n200");
    }

    private static PackageServer packages(Path folder) throws Exception {
        PackageServer.missing().ifPresent(reason -> {
            System.out.println("SKIPPED ExampleAppsIT with packages: " + reason);
            Assumptions.abort(reason);
        });
        return PackageServer.start(folder);
    }

    private Repository ready(String builder, String app) {
        var repository = dev.app(app);
        repository.drycc("config", "set", "DRYCC_STACK=" + builder).ok();
        repository.git("rm", "-rq", ".").ok();
        return repository;
    }

    private Repository pushed(String builder, String example, String line, String app) {
        var repository = ready(builder, app);
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
