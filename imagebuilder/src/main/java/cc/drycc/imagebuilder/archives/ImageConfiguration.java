package cc.drycc.imagebuilder.archives;

import cc.drycc.engine.Digest;
import cc.drycc.engine.ImageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an image says of itself (OCI image spec 1.1, "Image Configuration"): what is not known here stays as it was. The
 * digest of its bytes is the image's id.
 */
public final class ImageConfiguration {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode all;
    private final ImageId original;

    private ImageConfiguration(ObjectNode all, ImageId original) {
        this.all = all;
        this.original = original;
    }

    /** @throws ArchiveRefused when these bytes are none */
    public static ImageConfiguration of(byte[] json) throws ArchiveRefused {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return new ImageConfiguration(
                        object, new ImageId(Digest.of(json).value()));
            }
        } catch (JacksonException e) {
            throw new ArchiveRefused("JSON in it is broken");
        }
        throw new ArchiveRefused("JSON in it is broken");
    }

    /** The id of the image it was read from, whatever was changed since. */
    public ImageId original() {
        return original;
    }

    /** The digests of the unpacked layers, lowest first. */
    public List<String> diffIds() {
        return all.path("rootfs")
                .path("diff_ids")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Puts labels on; those of the same name are replaced. */
    public void label(Map<String, String> labels) {
        ObjectNode mine = object(run(), "Labels");
        new TreeMap<>(labels).forEach(mine::put);
    }

    /**
     * Puts a layer on top.
     *
     * @param diffId digest of the unpacked layer
     * @param author what made it, for people who read the history
     */
    public void add(String diffId, String author) {
        array(object(all, "rootfs"), "diff_ids").add(diffId);
        array(all, "history").addObject().put("created", BEFORE_ALL).put("created_by", author);
        all.put("created", BEFORE_ALL);
    }

    /** When everything that is made reproducibly was made: the second zip files can hold, as buildpacks have it. */
    private static final String BEFORE_ALL = "1980-01-01T00:00:01Z";

    /**
     * Says what is started.
     *
     * @param folder where
     * @param entrypoint program and first arguments
     * @param command the arguments when nobody gives any; may be empty
     */
    public void start(String folder, List<String> entrypoint, List<String> command) {
        ObjectNode run = run();
        run.put("WorkingDir", folder);
        run.set("Entrypoint", JSON.valueToTree(entrypoint));
        run.set("Cmd", JSON.valueToTree(command));
    }

    /** Sets variables; those of the same name are replaced. */
    public void environment(Map<String, String> variables) {
        ArrayNode env = JSON.createArrayNode();
        for (JsonNode line : run().path("Env")) {
            String name = line.asString("").replaceFirst("=.*", "");
            if (!variables.containsKey(name)) {
                env.add(line);
            }
        }
        new TreeMap<>(variables).forEach((name, value) -> env.add(name + "=" + value));
        run().set("Env", env);
    }

    /** Who its processes run as; empty when it does not say. */
    public Optional<String> user() {
        return Optional.of(run().path("User").asString("")).filter(name -> !name.isEmpty());
    }

    /** Says who its processes run as: {@code 1000:1000}. */
    public void user(String user) {
        run().put("User", user);
    }

    /** The configuration as JSON. */
    public byte[] bytes() {
        return JSON.writeValueAsBytes(all);
    }

    private ObjectNode run() {
        return object(all, "config");
    }

    private static ObjectNode object(ObjectNode in, String name) {
        return in.path(name) instanceof ObjectNode object ? object : in.putObject(name);
    }

    private static ArrayNode array(ObjectNode in, String name) {
        return in.path(name) instanceof ArrayNode array ? array : in.putArray(name);
    }
}
