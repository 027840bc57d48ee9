package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import cc.drycc.e2e.platform.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Builders written outside the project, put beside a platform that is there already, build what is pushed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddonBuildersIT {

    private static final String JAR_BUILDER = """
            package org.example.greeting;

            import cc.drycc.engine.*;
            import cc.drycc.imagebuilder.*;
            import cc.drycc.imagebuilder.source.Source;
            import java.io.IOException;
            import java.nio.file.Files;
            import java.util.*;

            public final class Greeting implements ImageBuilder, ImageBuilderFactory {
                private Engine engine;

                public ImageBuilder create(Engine engine, Map<String, String> settings) {
                    this.engine = engine;
                    return this;
                }

                public String name() { return "greeting"; }

                public String description() { return "a greeting.txt"; }

                public boolean supports(Source source) { return source.has("greeting.txt"); }

                public BuiltImage build(BuildRequest request, BuildLog log)
                        throws BuildFailed, IOException, InterruptedException {
                    if (request.config().containsKey("BREAK")) {
                        throw new StackOverflowError("deep");
                    }
                    log.line("-----> Greeting " + request.app());
                    Files.writeString(request.source().root().resolve("Dockerfile"), \"\"\"
                        FROM scratch
                        COPY busybox /bin/busybox
                        COPY greeting.txt /www/version
                        EXPOSE 7000
                        CMD ["/bin/busybox", "httpd", "-f", "-p", "7000", "-h", "/www"]
                        \"\"\");
                    var limits = request.limits();
                    var image = engine.images().build(
                        new ImageBuild(request.source().root(), List.of(), "Dockerfile", request.image(), Map.of(),
                            request.labels(), false, limits.resources(), limits.time(), limits.logBytes()),
                        log);
                    return new BuiltImage(request.image(), image.id(), OptionalInt.of(7000), "");
                }
            }
            """;

    private Platform platform;
    private Person dev;

    @BeforeAll
    void a_platform_that_is_there_gets_add_ons() throws Exception {
        platform = Platform.start(Map.of("DRYCC_BUILD_LOG_LIMIT", "65536", "DRYCC_BUILD_TIMEOUT", "20"));
        platform.down().ok();
        var folder = Files.createDirectories(platform.home().resolve("builders"));
        program(folder, "static", example());
        program(folder, "hangs", about() + "sleep 1000 & sleep 1000");
        program(folder, "dies", about() + "echo '{\"log\": \"about to\"}'; kill -9 $$");
        program(folder, "floods", about() + "while :; do echo yes yes yes yes yes yes yes yes yes >&2; done");
        program(folder, "lies", about() + "echo '{\"image\": \"sha256:" + "0".repeat(64) + "\"}'");
        program(folder, "steals", about() + "ln -s /etc/passwd x; echo '{\"archive\": \"x\"}'");
        program(folder, "tells", about() + "cat >&2; env >&2; echo '{\"failed\": \"told\"}'");
        program(folder, "mute", "exit 0");
        Files.writeString(folder.resolve("broken.jar"), "no jar");
        jar(folder.resolve("greeting.jar"));
        platform.workflow("up").ok();
        dev = Person.register(platform, "dev");
    }

    @AfterAll
    void wipe() {
        platform.close();
    }

    /** The example in docs/builders.md, as it is printed. */
    static String example() throws IOException {
        var text = Files.readString(Platform.checkout().resolve("docs/builders.md"));
        int start = text.indexOf("```sh\n#!/bin/sh") + "```sh\n".length();
        return text.substring(start, text.indexOf("```", start));
    }

    private static String about() {
        return "#!/bin/sh\n[ $1 = build ] || { echo '{\"about\": {\"version\": \"1\"}}'; exit; }\n";
    }

    private static void program(Path folder, String name, String script) throws IOException {
        var file = Files.writeString(folder.resolve("drycc-builder-" + name), script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void jar(Path jar) throws IOException {
        var folder = Files.createDirectories(platform.folder().resolve("greeting"));
        var source = Files.writeString(folder.resolve("Greeting.java"), JAR_BUILDER);
        var compiler = ToolProvider.getSystemJavaCompiler();
        int code = compiler.run(
                null, null, null, "-proc:none", "-cp", platformJars(), "-d", folder.toString(), source.toString());
        assertThat(code).isZero();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.9");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("META-INF/services/cc.drycc.imagebuilder.ImageBuilderFactory"));
            out.write("org.example.greeting.Greeting".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("org/example/greeting/Greeting.class"));
            Files.copy(folder.resolve("org/example/greeting/Greeting.class"), out);
        }
    }

    private static String platformJars() throws IOException {
        try (Stream<Path> jars = Files.list(Platform.checkout().resolve("server/target/dist/lib"))) {
            return jars.map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    @Test
    void they_are_listed_and_broken_ones_are_told_to_administrators() {
        assertThat(dev.drycc("builders").ok().out())
                .contains("container")
                .containsPattern("static +1.0 +program +an index.html at the top")
                .containsPattern("greeting +0.9 +jar +a greeting.txt")
                .doesNotContain("broken.jar");
        assertThat(platform.admin().drycc("builders").ok().out())
                .containsPattern("broken.jar +skipped +\\S")
                .containsPattern("drycc-builder-mute +skipped +it did not say what it is");
    }

    private Repository source(String app, Map<String, String> files) {
        var repository = dev.app(app);
        repository.git("rm", "-q", "-r", "Dockerfile").ok();
        files.forEach(repository::write);
        repository.commit("version", "made by an add-on\n");
        return repository;
    }

    @Test
    void a_shell_script_builds_what_is_pushed() {
        var repository = source("shell-script", Map.of("index.html", "<p>hi"));

        var push = repository.push().ok();

        assertThat(push.all()).contains("-----> Packing shell-script as a static site", "Build complete.", "done, v2");
        assertThat(repository.version()).isEqualTo("made by an add-on\n\n200");
        assertThat(repository.drycc("builds", "info").ok().out()).contains("static");
    }

    @Test
    void a_jar_builds_what_is_pushed() {
        var repository = source("jar-in-folder", Map.of("greeting.txt", "hello from a jar\n"));

        var push = repository.push().ok();

        assertThat(push.all()).contains("-----> Greeting jar-in-folder");
        assertThat(repository.version()).isEqualTo("hello from a jar\n\n200");
        repository.drycc("config", "set", "BREAK=1").ok();
        repository.commit("version", "2");
        assertThat(repository.push().all())
                .contains("The builder greeting broke (StackOverflowError: deep)")
                .contains("remote rejected");
        assertThat(repository.version()).isEqualTo("hello from a jar\n\n200");
    }

    @Test
    void what_add_ons_do_wrong_fails_that_build_only() {
        var repository = dev.app("bad-builders");
        repository.push().ok();
        var wrong = List.of(
                Map.entry("dies", "The builder dies failed with exit code 137"),
                Map.entry("floods", "The builder floods was stopped: it wrote more than"),
                Map.entry("hangs", "The builder hangs did not end after 20 s and was stopped"),
                Map.entry("lies", "says it made an image that is not there"),
                Map.entry("steals", "names an image archive that is not in its work folder"),
                Map.entry("nobody", "DRYCC_STACK=nobody: this platform has no such builder; there is: "));
        for (var each : wrong) {
            repository.drycc("config", "set", "DRYCC_STACK=" + each.getKey()).ok();
            repository.commit("version", each.getKey());
            var push = repository.push();
            assertThat(push.exitCode()).isNotZero();
            assertThat(push.err()).contains(each.getValue());
        }
        repository.drycc("config", "unset", "DRYCC_STACK").ok();
        repository.commit("version", "well again");
        repository.push().ok();
        assertThat(repository.version()).isEqualTo("well again\n200");
    }

    @Test
    void secrets_come_on_standard_input_only_and_are_not_shown() {
        var repository = dev.app("secret-keeper");
        repository
                .drycc("config", "set", "TOKEN=c4nary-s3cret", "container-builder=tells")
                .ok();

        var push = repository.push();

        assertThat(push.err())
                .contains("\"config\":", "DRYCC_APP=secret-keeper", "told")
                .doesNotContain("c4nary-s3cret")
                .doesNotContain("DRYCC_ADMIN_PASSWORD")
                .doesNotContain("DRYCC_HOME");
    }
}
