package cc.drycc.imagebuilder.referrers;

import cc.drycc.engine.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Attaches documents to an image in a registry (OCI image 1.1, "Guidelines for Artifact Usage"; OCI distribution 1.1, "Referrers"). */
public final class AttachToImage {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String ANY_MANIFEST = MANIFEST + ", " + INDEX
            + ", application/vnd.docker.distribution.manifest.v2+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json";

    private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final Subject subject;
    private final Repository repository;
    private final Instant now;

    private AttachToImage(Subject subject, Repository repository, Instant now) {
        this.subject = subject;
        this.repository = repository;
        this.now = now;
    }

    /**
     * Attaches.
     *
     * @param now noted with each
     * @throws NotAttached with one line that names the registry; some may be attached then
     */
    public static void attach(Subject subject, List<Attachment> documents, Instant now)
            throws NotAttached, InterruptedException {
        try {
            new AttachToImage(subject, Repository.connect(subject), now).attach(documents);
        } catch (IOException e) {
            // a name that nobody knows has no words
            var reason = Optional.ofNullable(e.getMessage())
                    .orElse(e.getClass().getSimpleName())
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new NotAttached("the registry %s does not answer: %s".formatted(subject.host(), reason));
        }
    }

    private void attach(List<Attachment> documents) throws NotAttached, IOException, InterruptedException {
        var image = describe();
        var unlisted = new ArrayList<ObjectNode>();
        if (repository
                        .ask("HEAD", "blobs/" + Digest.of(EMPTY), Map.of(), new byte[0])
                        .statusCode()
                != 200) {
            blob(EMPTY); // the first time
        }
        for (var document : documents) {
            blob(document.content());
            var manifest = JSON.writeValueAsBytes(manifest(document, image));
            var digest = Digest.of(manifest);
            var answer = put("manifests/" + digest, MANIFEST, manifest);
            // without this header it does not list referrers itself
            if (answer.headers().firstValue("OCI-Subject").isEmpty()) {
                unlisted.add(descriptor(MANIFEST, digest, manifest.length)
                        .put("artifactType", document.mediaType())
                        .set("annotations", annotations(document)));
            }
        }
        if (!unlisted.isEmpty()) {
            list(unlisted);
        }
    }

    private ObjectNode describe() throws NotAttached, IOException, InterruptedException {
        var answer = get("manifests/" + subject.digest(), ANY_MANIFEST);
        check(answer, 200);
        var type = answer.headers().firstValue("Content-Type").orElse(MANIFEST);
        return descriptor(type.replaceFirst(";.*", ""), subject.digest(), answer.body().length);
    }

    private ObjectNode manifest(Attachment document, ObjectNode image) {
        var manifest = JSON.createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", MANIFEST)
                .put("artifactType", document.mediaType());
        manifest.set("config", descriptor(EMPTY_TYPE, Digest.of(EMPTY), EMPTY.length));
        var layer = descriptor(document.mediaType(), Digest.of(document.content()), document.content().length);
        layer.putObject("annotations").put("org.opencontainers.image.title", document.fileName());
        manifest.putArray("layers").add(layer);
        manifest.set("subject", image);
        manifest.set("annotations", annotations(document));
        return manifest;
    }

    private ObjectNode annotations(Attachment document) {
        var node = JSON.createObjectNode()
                .put(
                        "org.opencontainers.image.created",
                        now.truncatedTo(ChronoUnit.SECONDS).toString());
        new TreeMap<>(document.annotations()).forEach(node::put);
        return node;
    }

    /** Adds to the list under the tag that stands for the image, and keeps what others put there. */
    private void list(List<ObjectNode> unlisted) throws NotAttached, IOException, InterruptedException {
        var answer = get("manifests/" + subject.tag(), INDEX);
        var index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
        if (answer.statusCode() != 404) {
            check(answer, 200);
            index = index(answer.body());
        }
        ArrayNode manifests = index.withArray("manifests");
        unlisted.forEach(manifests::add);
        put("manifests/" + subject.tag(), INDEX, JSON.writeValueAsBytes(index));
    }

    private ObjectNode index(byte[] content) throws NotAttached {
        try {
            if (JSON.readTree(content) instanceof ObjectNode index
                    && index.path("mediaType").asString(INDEX).equals(INDEX)
                    && index.path("manifests").isArray()) {
                return index;
            }
        } catch (JacksonException e) {
            throw strange();
        }
        throw strange();
    }

    private NotAttached strange() {
        return new NotAttached(
                "%s/%s:%s is no list of referrers".formatted(subject.host(), subject.repository(), subject.tag()));
    }

    private void blob(byte[] content) throws NotAttached, IOException, InterruptedException {
        var digest = Digest.of(content);
        var begun = repository.ask("POST", "blobs/uploads/", Map.of(), new byte[0]);
        check(begun, 202);
        var location = begun.headers()
                .firstValue("Location")
                .orElseThrow(() ->
                        new NotAttached("the registry %s does not say where to send to".formatted(subject.host())));
        var sent = repository.ask(
                "PUT", place(location, digest), Map.of("Content-Type", "application/octet-stream"), content);
        check(sent, 201);
    }

    private URI place(String location, Digest digest) throws NotAttached {
        try {
            return repository.resolve(location + (location.contains("?") ? "&" : "?") + "digest="
                    + URLEncoder.encode(digest.value(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new NotAttached("the registry %s does not say where to send to".formatted(subject.host()));
        }
    }

    private HttpResponse<byte[]> get(String path, String types) throws NotAttached, IOException, InterruptedException {
        return repository.ask("GET", path, Map.of("Accept", types), new byte[0]);
    }

    private HttpResponse<byte[]> put(String path, String type, byte[] content)
            throws NotAttached, IOException, InterruptedException {
        var answer = repository.ask("PUT", path, Map.of("Content-Type", type), content);
        check(answer, 201);
        return answer;
    }

    private void check(HttpResponse<byte[]> answer, int wanted) throws NotAttached {
        if (answer.statusCode() != wanted) {
            throw new NotAttached("the registry %s answered %s %s with %d"
                    .formatted(
                            subject.host(),
                            answer.request().method(),
                            answer.request().uri().getPath(),
                            answer.statusCode()));
        }
    }

    private static ObjectNode descriptor(String type, Digest digest, int size) {
        return JSON.createObjectNode()
                .put("mediaType", type)
                .put("digest", digest.value())
                .put("size", size);
    }
}
