package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildCage;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.DiskWatch;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.ImageContents;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePull;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PullPolicy;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.engine.docker.daemon.Daemon;
import cc.drycc.engine.docker.daemon.ImageFiles;
import cc.drycc.engine.docker.daemon.Images;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Refused;
import cc.drycc.engine.docker.daemon.Sandbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** The engine's own image store. */
public final class DockerImages implements ImageStore {

    private static final Duration PULL_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(10);
    private static final long PULL_LOG = 16L << 20;
    private static final int BUILD_TRIES = 3;

    private final Daemon daemon;
    private final Images images;
    private final ProcessorRule ours;
    private final Labels labels;
    private final Sandbox sandbox;
    private final RegistryPush pushes;
    private final ImageFiles files;

    public DockerImages(Daemon daemon, Labels labels, Sandbox sandbox) {
        this.daemon = daemon;
        this.images = new Images(daemon);
        this.ours = new ProcessorRule(daemon.info().architecture());
        this.labels = labels;
        this.sandbox = sandbox;
        this.pushes = new RegistryPush(daemon, images);
        this.files = new ImageFiles(daemon, labels);
    }

    @Override
    public Image build(ImageBuild build, BuildLog log) throws BuildFailed, InterruptedException {
        for (int tries = 1; tries < BUILD_TRIES; tries++) {
            try {
                return buildOnce(build, log);
            } catch (CacheMoved e) {
                log.line("A cached image was removed meanwhile; building again");
            }
        }
        try {
            return buildOnce(build, log);
        } catch (CacheMoved e) {
            throw new BuildFailed(String.valueOf(e.getMessage()));
        }
    }

    /** Podman looks through all images for cached layers, and stumbles over one that somebody else removes just then. */
    private static final class CacheMoved extends Exception {
        private static final long serialVersionUID = 1L;

        private CacheMoved(String reason) {
            super(reason);
        }
    }

    private Image buildOnce(ImageBuild build, BuildLog log) throws BuildFailed, CacheMoved, InterruptedException {
        BuildContext context =
                new BuildContext(build.contextDir(), new IgnorePatterns(build.excludes()), build.dockerfile());
        context.checkDockerfile();
        new BaseImages(images).alias(build.contextDir().resolve(build.dockerfile()));
        Optional<LabelFile> labelFile = daemon.isPodman() ? LabelFile.of(build.labels()) : Optional.empty();
        SecretFiles secrets = secrets(build);
        Path tar = pack(context, labelFile, secrets, build.timeout());
        Optional<BuildCage> cage = build.resources().pids() > 0
                ? BuildCage.make(labels.platform(), build.resources().pids())
                : Optional.empty();
        try (InputStream body = Files.newInputStream(tar, StandardOpenOption.DELETE_ON_CLOSE);
                DiskWatch watch = DiskWatch.begin(build.disk(), cage, log)) {
            BuildRequest request = new BuildRequest(
                    build,
                    daemon.isPodman(),
                    labels.buildNetwork(),
                    sandbox.buildUlimits(build.disk()),
                    cage.map(BuildCage::parent),
                    labelFile,
                    secrets);
            return build(build, request, body, watch, cage);
        } catch (IOException e) {
            throw new EngineProblem("The build context could not be read: " + e.getMessage(), e);
        } finally {
            cage.ifPresent(BuildCage::kill); // a Podman whose caller hangs up runs its RUN to the end
            cage.ifPresent(BuildCage::close);
        }
    }

    @Override
    public boolean mountsSecrets() {
        return daemon.isPodman(); // Docker's classic builder knows no RUN --mount
    }

    private SecretFiles secrets(ImageBuild build) throws BuildFailed {
        if (!build.secrets().isEmpty() && !mountsSecrets()) {
            throw new BuildFailed("this Docker engine cannot mount secrets into a build");
        }
        return SecretFiles.of(build.secrets());
    }

    private static Path pack(BuildContext context, Optional<LabelFile> labelFile, SecretFiles secrets, Duration atMost)
            throws BuildFailed, InterruptedException {
        try {
            return Guard.run(() -> pack(context, labelFile, secrets), atMost, () -> {})
                    .orElseThrow(() -> new BuildFailed(
                            "the source was not packed for the engine after %d s; ".formatted(atMost.toSeconds())
                                    + "make it smaller, or .dockerignore simpler"));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BuildFailed("the source could not be packed for the engine: " + cause.getMessage());
        }
    }

    /** Only we can read it, and it goes with the build: it may hold secrets. */
    private static Path pack(BuildContext context, Optional<LabelFile> labelFile, SecretFiles secrets)
            throws IOException {
        Path tar = Files.createTempFile("drycc-context-", ".tar");
        try (OutputStream out = Files.newOutputStream(tar)) {
            context.writeTo(out, labelFile, secrets);
            return tar;
        } catch (IOException e) {
            Files.delete(tar);
            throw e;
        }
    }

    private Image build(
            ImageBuild build, BuildRequest request, InputStream context, DiskWatch watch, Optional<BuildCage> cage)
            throws BuildFailed, CacheMoved, InterruptedException {
        Transcript transcript = new Transcript(watch, request.labelSteps());
        FailureReason reasons = new FailureReason(build.contextDir().resolve(build.dockerfile()));
        try {
            Optional<String> id = stream(
                    request.path(),
                    Map.of("Content-Type", "application/x-tar"),
                    Optional.of(context),
                    new BuildStream(transcript, build.maxLogBytes(), cage.map(each -> each::kill)),
                    build.timeout());
            return keptIfOurs(images.find(id.orElse(build.tag().value()))
                    .orElseThrow(() -> new BuildFailed("the engine finished the build without an image")));
        } catch (BuildStream.Broken e) {
            String words = String.valueOf(e.getMessage());
            if (FailureReason.isCacheMoved(words)) {
                throw new CacheMoved(reasons.explain(words, transcript.step()));
            }
            throw new BuildFailed(watch.explain(reasons.explain(words, transcript.step())));
        } catch (Refused e) {
            throw new BuildFailed(watch.explain(reasons.explain(e.words(), transcript.step())));
        }
    }

    /** Posts, reads the answer to its end, and gives up in time. */
    private Optional<String> stream(
            String path, Map<String, String> headers, Optional<InputStream> body, BuildStream stream, Duration timeout)
            throws BuildFailed, BuildStream.Broken, InterruptedException {
        CompletableFuture<DockerHttpClient.Response> open = new CompletableFuture<>();
        try {
            Optional<Optional<String>> id = Guard.run(
                    () -> {
                        try (DockerHttpClient.Response response =
                                daemon.stream(DockerHttpClient.Request.Method.POST, path, headers, body)) {
                            open.complete(response);
                            return stream.read(response.getBody());
                        }
                    },
                    timeout,
                    () -> {
                        if (open.isDone()) {
                            open.join().close();
                        }
                    });
            return id.orElseThrow(
                    () -> new BuildFailed("not finished after %d s; it was stopped".formatted(timeout.toSeconds())));
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case BuildFailed failed -> throw failed;
                case BuildStream.Broken broken -> throw broken;
                case Refused refused -> throw refused;
                case EngineProblem away -> throw away;
                case IOException io ->
                    throw new EngineProblem("The container engine broke off: " + io.getMessage(), io);
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public Optional<Image> find(ImageRef ref) {
        return images.find(ref.value());
    }

    @Override
    public Image pull(ImagePull pull, BuildLog log) throws BuildFailed, InterruptedException {
        ImageRef ref = pull.image();
        Optional<Image> here = find(ref);
        if (pull.policy() == PullPolicy.IF_NOT_PRESENT && here.isPresent()) {
            return ours.only(here.get());
        }
        log.line("Pulling " + ref);
        try {
            Map<String, String> headers =
                    pull.login().map(DockerImages::authorization).orElse(Map.of());
            stream(
                    pullPath(pull),
                    headers,
                    Optional.empty(),
                    new BuildStream(new Transcript(log, 0), PULL_LOG),
                    PULL_TIMEOUT);
        } catch (BuildStream.Broken e) {
            throw new BuildFailed(notPulled(ref, String.valueOf(e.getMessage())));
        } catch (Refused e) {
            throw new BuildFailed(notPulled(ref, e.words()));
        }
        return ours.only(find(ref).orElseThrow(() -> new BuildFailed(notPulled(ref, "the engine did not say why"))));
    }

    /** Docker is told by its own settings whom to trust; of Podman only its own API can be told here. */
    private String pullPath(ImagePull pull) {
        String name = URLEncoder.encode(tagged(pull.image()), StandardCharsets.UTF_8);
        return daemon.isPodman() && pull.security() == Security.UNVERIFIED
                ? "/libpod/images/pull?tlsVerify=false&reference=" + name
                : "/images/create?fromImage=" + name;
    }

    @Override
    public Image load(Path archive, ImageId id, ImageRef name) throws BuildFailed, InterruptedException {
        try (InputStream body = Files.newInputStream(archive)) {
            stream(
                    "/images/load?quiet=1",
                    Map.of("Content-Type", "application/x-tar"),
                    Optional.of(body),
                    new BuildStream(new Transcript(line -> {}, 0), PULL_LOG),
                    LOAD_TIMEOUT);
        } catch (BuildStream.Broken e) {
            throw new BuildFailed("the engine does not take the image: " + e.getMessage());
        } catch (Refused e) {
            throw new BuildFailed("the engine does not take the image: " + e.words());
        } catch (IOException e) {
            throw new EngineProblem("The image's archive cannot be read: " + e.getMessage(), e);
        }
        Optional<Image> loaded = find(id.asRef());
        if (loaded.isEmpty()) {
            throw new BuildFailed("the engine took the image's archive, but the image is not there");
        }
        keptIfOurs(loaded.get());
        tag(id, name);
        return find(id.asRef()).orElseThrow(() -> new EngineProblem("The image was removed by somebody else"));
    }

    private Image keptIfOurs(Image made) throws BuildFailed {
        try {
            return ours.only(made);
        } catch (BuildFailed e) {
            remove(made.id());
            throw e;
        }
    }

    @Override
    public void save(ImageId id, Path archive) throws InterruptedException {
        CompletableFuture<DockerHttpClient.Response> open = new CompletableFuture<>();
        try {
            Optional<Long> saved = Guard.run(
                    () -> {
                        try (DockerHttpClient.Response response = daemon.stream(
                                DockerHttpClient.Request.Method.GET,
                                "/images/" + id + "/get",
                                Map.of(),
                                Optional.empty())) {
                            open.complete(response);
                            return Files.copy(response.getBody(), archive);
                        }
                    },
                    LOAD_TIMEOUT,
                    () -> {
                        if (open.isDone()) {
                            open.join().close();
                        }
                    });
            if (saved.isEmpty()) {
                throw new EngineProblem("The engine did not give the image in time");
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Refused refused ->
                    throw new EngineProblem("The engine did not give the image: " + refused.words(), refused);
                case EngineProblem away -> throw away;
                case null, default -> throw new EngineProblem("The image could not be written: " + e.getCause(), e);
            }
        }
    }

    @Override
    public <T> T read(ImageId id, Function<ImageContents, T> reader) {
        return files.read(id, reader);
    }

    @Override
    public void tag(ImageId id, ImageRef name) {
        images.tag(id.value(), name.value());
    }

    /** The header both engines read (Docker Engine API, "Authentication"). */
    private static Map<String, String> authorization(RegistryLogin login) {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("username", login.username())
                .put("password", login.password());
        return Map.of(
                "X-Registry-Auth",
                Base64.getUrlEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String notPulled(ImageRef ref, String words) {
        return new FailureReason(Path.of("/nonexistent"))
                .explain(words, "FROM " + ref)
                .replaceFirst("^FROM \\S+: ", "");
    }

    /** Without a tag Docker would fetch every tag there is. */
    private static String tagged(ImageRef ref) {
        String name = ref.value();
        return name.contains("@") || name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
    }

    @Override
    public List<ImageRef> names() {
        return images.names();
    }

    @Override
    public List<Image> labelled(Map<String, String> wanted) {
        return images.labelled(wanted);
    }

    @Override
    public void remove(ImageId id) {
        images.remove(id.value());
    }

    @Override
    public Digest push(ImagePush push, BuildLog log) throws PushFailed, InterruptedException {
        return pushes.push(push, log);
    }

    @Override
    public void untag(ImageRef name) {
        try {
            images.untag(name.value());
        } catch (Refused e) {
            throw new EngineProblem("The container engine refused: " + e.words(), e);
        }
    }
}
