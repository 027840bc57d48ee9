package cc.drycc.engine;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Debian's docker-registry on a free port of 127.0.0.1, with its files in a folder of the test. */
public final class TestRegistry implements AutoCloseable {

    /** Who may come in where a password is asked for. */
    public static final RegistryLogin LOGIN = new RegistryLogin("user", "password");

    /** Another one, with a password that is found where it should not be. */
    public static final RegistryLogin CANARY = new RegistryLogin("robot", "c4nary-of-the-registry");

    /** Both as {@code htpasswd -nB} writes them. */
    private static final String HTPASSWD = """
            user:$2b$05$J67b0OnPeXERMzVUJHv8funggmysN5fSy9lF20voKFIOfeYgIa5hC
            robot:$2b$05$oRXAbvjM.4sCAMClUBH.pedRiGeRidebBaL7DKc5BxV.cBVjT2y2C
            """;

    private final Path folder;
    private final int port;
    private Process process;

    private TestRegistry(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Why there can be none here; empty when there can. */
    public static Optional<String> missing() {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, "docker-registry")));
        return there ? Optional.empty() : Optional.of("docker-registry is not installed");
    }

    /** One that takes everything from everybody. */
    public static TestRegistry open(Path folder) throws Exception {
        return start(folder, "");
    }

    /** One that wants {@link #LOGIN}. */
    public static TestRegistry locked(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path users = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
        return start(folder, "auth: {htpasswd: {realm: test, path: %s}}\n".formatted(users));
    }

    private static TestRegistry start(Path folder, String auth) throws Exception {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: warn}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("data"), port) + auth);
        return new TestRegistry(folder, port);
    }

    private Process launch() throws Exception {
        Process started = new ProcessBuilder(
                        "docker-registry", "serve", folder.resolve("config.yml").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!accepts()) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                started.destroyForcibly();
                throw new IOException("docker-registry did not start: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(20);
        }
        return started;
    }

    private boolean accepts() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code 127.0.0.1:port}. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    /** What is called so here. */
    public ImageRef name(String repositoryAndTag) {
        return new ImageRef(host() + "/" + repositoryAndTag);
    }

    /** The digest of a manifest; empty when there is none. */
    public Optional<Digest> digest(String repository, String tag) throws Exception {
        HttpRequest head = request(repository, "manifests/" + tag)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(head, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Docker-Content-Digest")
                    .map(Digest::new);
        }
    }

    /**
     * The documents that are attached to an image: the digest of each by its type, the newest of that type, as the list under the image's tag has
     * them (this registry does not list referrers itself).
     *
     * @param image by its digest
     */
    public Map<String, String> referrers(ImageRef image) throws Exception {
        String name = image.value().substring(host().length() + 1);
        String repository = name.substring(0, name.indexOf('@'));
        String list = text(
                repository, "manifests/" + name.substring(name.indexOf('@') + 1).replace(':', '-'));
        Map<String, String> found = new HashMap<>();
        var each = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]+)\",\"size\":[0-9]+,\"artifactType\":\"([^\"]+)\"")
                .matcher(list);
        while (each.find()) {
            var layer = Pattern.compile("\"layers\":\\[\\{[^}]*?\"digest\":\"(sha256:[0-9a-f]+)\"")
                    .matcher(text(repository, "manifests/" + each.group(1)));
            if (layer.find()) {
                found.put(each.group(2), layer.group(1));
            }
        }
        return found;
    }

    /** What a path of a repository has, such as {@code blobs/sha256:…}; whatever it says when that is not there. */
    public String text(String repository, String path) throws Exception {
        HttpRequest get = request(repository, path).GET().build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(get, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private HttpRequest.Builder request(String repository, String path) {
        String login = LOGIN.username() + ":" + LOGIN.password();
        return HttpRequest.newBuilder(URI.create("http://%s/v2/%s/%s".formatted(host(), repository, path)))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header(
                        "Accept",
                        "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json");
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again on the same port and files. */
    public void startAgain() throws Exception {
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }
}
