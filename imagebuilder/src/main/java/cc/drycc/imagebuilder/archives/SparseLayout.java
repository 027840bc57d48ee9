package cc.drycc.imagebuilder.archives;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as an OCI layout without its layers (OCI image layout 1.0): enough for tools that only put layers on top, and
 * small whatever the image's size.
 */
public final class SparseLayout {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "application/vnd.oci.image.";

    private SparseLayout() {}

    /** The layout's files by name. */
    public static Map<String, byte[]> of(ImageArchive image) {
        byte[] config = image.configuration().bytes();
        var layers = new ArrayList<Object>();
        for (String diffId : image.configuration().diffIds()) {
            layers.add(descriptor("layer.v1.tar", diffId, 0));
        }
        byte[] manifest = JSON.writeValueAsBytes(ordered(
                "schemaVersion",
                2,
                "mediaType",
                PREFIX + "manifest.v1+json",
                "config",
                descriptor("config.v1+json", digest(config), config.length),
                "layers",
                layers));
        byte[] index = JSON.writeValueAsBytes(ordered(
                "schemaVersion",
                2,
                "mediaType",
                PREFIX + "index.v1+json",
                "manifests",
                List.of(descriptor("manifest.v1+json", digest(manifest), manifest.length))));
        var files = new LinkedHashMap<String, byte[]>();
        files.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        files.put("index.json", index);
        files.put(blob(manifest), manifest);
        files.put(blob(config), config);
        return files;
    }

    private static String digest(byte[] content) {
        return "sha256:" + ImageArchive.sha256(content);
    }

    private static String blob(byte[] content) {
        return "blobs/sha256/" + ImageArchive.sha256(content);
    }

    private static Map<String, Object> descriptor(String type, String digest, long size) {
        return ordered("mediaType", PREFIX + type, "digest", digest, "size", size);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
