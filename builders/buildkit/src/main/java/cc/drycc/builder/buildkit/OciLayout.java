package cc.drycc.builder.buildkit;

import cc.drycc.imagebuilder.archives.ArchiveRefused;
import cc.drycc.imagebuilder.archives.ImageArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An image as a folder with its layers (OCI image layout 1.0), as buildctl takes base images. */
final class OciLayout {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PREFIX = "application/vnd.oci.image.";
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final Path blobs;

    private OciLayout(Path folder) throws IOException {
        this.blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    }

    /**
     * Writes one.
     *
     * @param folder is made
     * @return the manifest's digest
     */
    static String write(ImageArchive image, Path folder) throws ArchiveRefused, IOException {
        var layout = new OciLayout(folder);
        var layers = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < image.depth(); i++) {
            try (InputStream content = image.layer(i)) {
                layers.add(layout.blob("layer.v1.tar", content));
            }
        }
        var config = layout.json("config.v1+json", image.configuration().bytes());
        var manifest = layout.json(
                "manifest.v1+json",
                JSON.writeValueAsBytes(ordered(
                        "schemaVersion",
                        2,
                        "mediaType",
                        PREFIX + "manifest.v1+json",
                        "config",
                        config,
                        "layers",
                        layers)));
        var index = ordered("schemaVersion", 2, "mediaType", PREFIX + "index.v1+json", "manifests", List.of(manifest));
        Files.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}", StandardCharsets.UTF_8);
        return String.valueOf(manifest.get("digest"));
    }

    private Map<String, Object> json(String type, byte[] content) throws IOException {
        return blob(type, new ByteArrayInputStream(content));
    }

    private Map<String, Object> blob(String type, InputStream content) throws IOException {
        Path part = blobs.resolve("part");
        MessageDigest sha = sha256();
        long size = Files.copy(new DigestInputStream(content, sha), part);
        String digest = HexFormat.of().formatHex(sha.digest());
        String packed = type.startsWith("layer") && isGzip(part) ? "+gzip" : "";
        Files.move(part, blobs.resolve(digest), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return ordered("mediaType", PREFIX + type + packed, "digest", "sha256:" + digest, "size", size);
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(2), GZIP);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
