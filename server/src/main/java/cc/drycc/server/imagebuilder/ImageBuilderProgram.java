package cc.drycc.server.imagebuilder;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.docker.DockerEngine;
import cc.drycc.engine.docker.DockerSettings;
import cc.drycc.engine.metadata.CloudMetadata;
import cc.drycc.imagebuilder.BuildImage;
import cc.drycc.imagebuilder.BuildOutcome.Built;
import cc.drycc.imagebuilder.BuildOutcome.BuiltPath;
import cc.drycc.imagebuilder.BuildOutcome.Failed;
import cc.drycc.imagebuilder.BuildOutcome.Fault;
import cc.drycc.imagebuilder.BuildQueue;
import cc.drycc.imagebuilder.BuildSettings;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.imagebuilder.addons.FindAddons;
import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.evidence.BuildFacts;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.SourceRefused;
import cc.drycc.server.ServerSettings;
import cc.drycc.server.engines.EngineAddress;
import cc.drycc.storage.StorageProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code bin/imagebuilder}: one build, from the environment. Ends with a number of {@link ExitCode}. */
public final class ImageBuilderProgram {

    /** What its images are labelled with; several of these processes may share an engine. */
    private static final String PLATFORM = "imagebuilder";

    private static final String HELP = """
            Usage: imagebuilder
            Builds one image and pushes it to a registry, or one slug. It is told what to do by environment variables:

              IMAGE_NAME               what the image is called: registry.example.com/hello/hello:git-060da68f
              TAR_PATH                 the source's key in the bucket, a tar or tar.gz; without it, the folder WORKSPACE
                                       (default /workspace) is the source
              SOURCE_VERSION           the commit, 40 hexadecimal digits (optional)
              DRYCC_APP                the app's name; default: the last part of the image's repository
              PUT_PATH                 make no image: compile a slug and put it there in the bucket, as PUT_PATH/slug.tgz
              SLUG_PATH                build nothing: put this slug of the bucket (a file, when no bucket is set) on
                                       DRYCC_SLUG_RUNNER, an image in a registry or the path of a saved one; no engine is needed
              DRYCC_SLUG_STACK, DRYCC_SLUG_RUNNER, DRYCC_SLUG_LIMIT     how slugs are compiled and run
              DRYCC_STACK              which builder; default: what the source asks for (Dockerfile: container)
              DRYCC_BUILDERS_FOLDER    where add-on builders are; default: builders in DRYCC_HOME (~/.drycc-workflow).
                                       Programs drycc-builder-NAME are also looked for on the PATH
              DRYCC_STORAGE_ENDPOINT, _BUCKET, _ACCESSKEY, _SECRETKEY, _PATH_STYLE      the bucket
              DRYCC_REGISTRY_LOCATION  on-cluster (default; TLS is not checked) or off-cluster
              DRYCC_REGISTRY_HOST, _PROXY_HOST, _USERNAME, _PASSWORD                    the registry
              DRYCC_BUILD_TIMEOUT, _LOG_LIMIT, _MEMORY_LIMIT, _PIDS_LIMIT, _DISK_LIMIT  what the build may cost
              DRYCC_EVIDENCE           false: write no bill of materials and no statement of provenance
              DRYCC_EVIDENCE_KEY       a file with the Ed25519 private key (PEM) that signs the statement; without it, it is unsigned
              DRYCC_DISABLE_CACHE      build without the layers of earlier builds
              DRYCC_DOCKER_BUILD_ARGS_ENABLED   all other variables become the Dockerfile's build arguments
              DRYCC_DEBUG              tell on standard error what is done
              DOCKER_HOST              the container engine; default: the usual sockets

            Exit codes: 0 pushed, 64 a setting is wrong, 65 the source cannot be built, 66 there is no source,
            69 the bucket, the engine or the disk failed, 76 the registry did not take the image.
            """;

    private final Map<String, String> env;
    private final PrintStream out;
    private final PrintStream err;

    private ImageBuilderProgram(Map<String, String> env, PrintStream out, PrintStream err) {
        this.env = env;
        this.out = out;
        this.err = err;
    }

    /** @param arguments none, or {@code --help} */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            boolean help = List.of("--help", "-h", "help").contains(arguments[0]);
            (help ? System.out : System.err).print(HELP);
            System.exit(help ? 0 : ExitCode.SETTING.number());
        }
        var code = new ImageBuilderProgram(Map.copyOf(System.getenv()), System.out, System.err).run();
        System.exit(code.number());
    }

    private ExitCode run() throws InterruptedException {
        try {
            var evidence = Evidence.from(env, out);
            var assemble = SlugToImage.from(env);
            if (assemble.isPresent()) {
                return assemble(assemble.get(), evidence);
            }
            var slug = SourceToSlug.from(env);
            var asked = slug.isPresent() ? slug.get().asked() : OneBuild.from(env);
            var address = EngineAddress.offered(env);
            if (address.isEmpty()) {
                return end(
                        ExitCode.UNAVAILABLE,
                        "no container engine answers on this machine: set DOCKER_HOST, for example unix:///run/podman/podman.sock");
            }
            try (var engine = DockerEngine.connect(
                    DockerSettings.of(PLATFORM, address.get()).with(CloudMetadata.from(env)))) {
                if (slug.isPresent()) {
                    return compile(slug.get(), engine, evidence);
                }
                var builders =
                        FindAddons.besideBuiltIns(ImageBuilderProgram.class.getClassLoader(), engine, env, addons(env));
                return build(asked, engine, builders, evidence);
            }
        } catch (IllegalArgumentException e) {
            return end(ExitCode.SETTING, String.valueOf(e.getMessage()));
        } catch (Archives.NoSource e) {
            return end(ExitCode.NO_ARCHIVE, String.valueOf(e.getMessage()));
        } catch (StorageProblem | EngineProblem | IOException e) {
            return end(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Those of a platform on the same machine. */
    private static Path addons(Map<String, String> env) {
        return ServerSettings.home(env).resolve("builders");
    }

    private ExitCode assemble(SlugToImage asked, Optional<Evidence> evidence)
            throws Archives.NoSource, IOException, InterruptedException {
        Path work = Files.createTempDirectory("imagebuilder-");
        try {
            asked.run(work, evidence, out);
            return ExitCode.BUILT;
        } catch (ArchiveRefused e) {
            return end(ExitCode.SOURCE, "the slug cannot be used: " + e.getMessage());
        } catch (PushFailed e) {
            return end(ExitCode.NOT_PUSHED, String.valueOf(e.getMessage()));
        } finally {
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private ExitCode compile(SourceToSlug asked, DockerEngine engine, Optional<Evidence> evidence)
            throws Archives.NoSource, IOException, InterruptedException {
        Path work = Files.createTempDirectory("imagebuilder-");
        try (var archives = Archives.of(asked.asked(), work)) {
            asked.run(engine, archives, work, evidence, out);
            return ExitCode.BUILT;
        } catch (BuildFailed | SourceRefused e) {
            return end(ExitCode.SOURCE, String.valueOf(e.getMessage()));
        } finally {
            Files.deleteIfExists(work);
        }
    }

    private ExitCode build(OneBuild asked, DockerEngine engine, ImageBuilders builders, Optional<Evidence> evidence)
            throws Archives.NoSource, IOException, InterruptedException {
        Path work = Files.createTempDirectory("imagebuilder-");
        try (var archives = Archives.of(asked, work)) {
            var settings = new BuildSettings(PLATFORM, work, asked.limits(), ExtractLimits.DEFAULT);
            var build = new BuildImage(archives::open, builders, new BuildQueue(1, 1), settings);
            return switch (build.run(asked.job(), out::println)) {
                case Built built -> push(asked, engine, List.of(built.image()), built.facts(), evidence);
                case BuiltPath built -> push(asked, engine, all(built), built.facts(), evidence);
                case Failed failed ->
                    end(failed.fault() == Fault.SOURCE ? ExitCode.SOURCE : ExitCode.UNAVAILABLE, failed.reason());
            };
        } finally {
            Files.deleteIfExists(work);
        }
    }

    /** Those of a source with a {@code .drycc} folder, which may have none of its own. */
    private static List<BuiltImage> all(BuiltPath built) {
        return Stream.concat(built.ofApp().stream(), built.images().values().stream())
                .distinct()
                .toList();
    }

    private ExitCode push(
            OneBuild asked, DockerEngine engine, List<BuiltImage> images, BuildFacts facts, Optional<Evidence> evidence)
            throws InterruptedException {
        var pushed = new ArrayList<Evidence.Pushed>();
        for (var image : images) {
            var push = asked.registry().push(image.image());
            out.println("-----> Pushing " + push.tagged());
            try {
                var digest = engine.images().push(push, line -> out.println("       " + line));
                pushed.add(new Evidence.Pushed(image.id(), push, digest));
            } catch (PushFailed e) {
                return end(ExitCode.NOT_PUSHED, String.valueOf(e.getMessage()));
            }
        }
        if (evidence.isPresent()) {
            evidence.get().attach(asked, facts, pushed, engine.images());
        }
        pushed.forEach(image -> out.println("Done, " + image.push().tagged() + " is " + image.digest()));
        return ExitCode.BUILT;
    }

    private ExitCode end(ExitCode code, String reason) {
        err.println("imagebuilder: " + reason);
        return code;
    }
}
