package cc.drycc.imagebuilder.archives;

import cc.drycc.engine.ImageId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One image in a tar: as {@code docker save} writes it ({@code manifest.json}) or as an OCI image layout ({@code
 * index.json}, OCI image spec 1.1). Names in it are ignored: what an image is called is not for its maker to say.
 */
public final class ImageArchive implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LAYOUT = "index.json";
    private static final String SAVED = "manifest.json";
    /** An index may lead to another index; more steps make no sense. */
    private static final int MAX_STEPS = 4;

    private final TarBlobs blobs;
    private final ImageConfiguration configuration;
    private final List<Layer> layers;

    /** Content of one layer, packed with gzip or not: engines take both. */
    private sealed interface Layer {

        long size() throws ArchiveRefused, IOException;

        InputStream open() throws ArchiveRefused, IOException;

        /** One that is in an archive. */
        record Within(TarBlobs from, String name) implements Layer {

            @Override
            public long size() throws ArchiveRefused {
                return from.size(name);
            }

            @Override
            public InputStream open() throws ArchiveRefused, IOException {
                return from.open(name);
            }
        }

        /** One that is put on. */
        record OnTop(Path file) implements Layer {

            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        }
    }

    private ImageArchive(TarBlobs blobs, ImageConfiguration configuration, List<Layer> layers) {
        this.blobs = blobs;
        this.configuration = configuration;
        this.layers = layers;
    }

    /**
     * Opens one.
     *
     * @throws ArchiveRefused when it is none, or holds several images
     */
    public static ImageArchive open(Path file) throws ArchiveRefused, IOException {
        return opened(
                TarBlobs.open(file, ""), blobs -> blobs.has(SAVED) ? saved(blobs) : layout(blobs, Optional.empty()));
    }

    private interface Reading {
        ImageArchive read(TarBlobs blobs) throws ArchiveRefused, IOException;
    }

    private static ImageArchive opened(TarBlobs blobs, Reading reading) throws ArchiveRefused, IOException {
        boolean whole = false;
        try {
            var archive = reading.read(blobs);
            whole = true;
            return archive;
        } catch (JacksonException e) {
            throw new ArchiveRefused("JSON in it is broken");
        } finally {
            if (!whole) {
                blobs.close();
            }
        }
    }

    /**
     * Opens an OCI layout whose lowest layers are left out because the image it is made on has them (the buildpacks
     * lifecycle calls that sparse).
     *
     * @param below the folder in the tar that is the layout, with its slash
     * @param base the image it is made on; stays open as long as this
     */
    public static ImageArchive sparse(Path file, String below, ImageArchive base) throws ArchiveRefused, IOException {
        return opened(TarBlobs.open(file, below), blobs -> layout(blobs, Optional.of(base)));
    }

    private static ImageArchive saved(TarBlobs blobs) throws ArchiveRefused, IOException {
        JsonNode images = JSON.readTree(blobs.json(SAVED));
        if (images.size() != 1) {
            throw new ArchiveRefused("it holds " + images.size() + " images; one is needed");
        }
        var layers = new ArrayList<Layer>();
        for (JsonNode layer : images.path(0).path("Layers")) {
            layers.add(new Layer.Within(blobs, layer.asString("")));
        }
        return complete(
                blobs, configuration(blobs, images.path(0).path("Config").asString("")), layers);
    }

    private static ImageArchive layout(TarBlobs blobs, Optional<ImageArchive> base) throws ArchiveRefused, IOException {
        if (!blobs.has(LAYOUT)) {
            throw new ArchiveRefused("it has neither " + SAVED + " nor " + LAYOUT);
        }
        JsonNode node = JSON.readTree(blobs.json(LAYOUT));
        for (int step = 0; node.path("manifests").isArray() && step < MAX_STEPS; step++) {
            if (node.path("manifests").size() != 1) {
                throw new ArchiveRefused("it holds " + node.path("manifests").size() + " images; one is needed");
            }
            node = JSON.readTree(blobs.json(blob(node.path("manifests").path(0))));
        }
        var layers = new ArrayList<Layer>();
        for (JsonNode layer : node.path("layers")) {
            String name = blob(layer);
            boolean inBase = !blobs.has(name)
                    && base.isPresent()
                    && layers.size() < base.get().layers.size();
            layers.add(inBase ? base.get().layers.get(layers.size()) : new Layer.Within(blobs, name));
        }
        return complete(blobs, configuration(blobs, blob(node.path("config"))), layers);
    }

    private static String blob(JsonNode descriptor) {
        return "blobs/" + descriptor.path("digest").asString("").replace(':', '/');
    }

    private static ImageConfiguration configuration(TarBlobs blobs, String name) throws ArchiveRefused, IOException {
        return ImageConfiguration.of(blobs.json(name));
    }

    private static ImageArchive complete(TarBlobs blobs, ImageConfiguration configuration, List<Layer> layers)
            throws ArchiveRefused, IOException {
        int named = configuration.diffIds().size();
        if (named == 0 || named != layers.size()) {
            throw new ArchiveRefused(
                    "its configuration names %d layers, and it has %d".formatted(named, layers.size()));
        }
        for (Layer layer : layers) {
            layer.size();
        }
        return new ImageArchive(blobs, configuration, layers);
    }

    /** What it says of itself; what is changed there is written. */
    public ImageConfiguration configuration() {
        return configuration;
    }

    /**
     * Puts a layer on top.
     *
     * @param file a tar, packed with gzip or not; stays until this is written
     * @param diffId digest of the tar
     * @param author see {@link ImageConfiguration#add}
     */
    public void append(Path file, String diffId, String author) {
        layers.add(new Layer.OnTop(file));
        configuration.add(diffId, author);
    }

    /** How many layers it has. */
    public int depth() {
        return layers.size();
    }

    /** Opens a layer, the lowest is 0. */
    public InputStream layer(int number) throws ArchiveRefused, IOException {
        return layers.get(number).open();
    }

    /**
     * Writes it as {@code docker save} would, without a name. The same image gives the same bytes.
     *
     * @return the image's id
     */
    public ImageId write(Path file) throws ArchiveRefused, IOException {
        byte[] config = configuration.bytes();
        String digest = sha256(config);
        var names = new ArrayList<String>();
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                var tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Layer layer : layers) {
                String name = "layer%03d.tar".formatted(names.size());
                try (InputStream content = layer.open()) {
                    begin(tar, name, layer.size());
                    content.transferTo(tar);
                    tar.closeArchiveEntry();
                }
                names.add(name);
            }
            add(tar, digest + ".json", config);
            add(tar, SAVED, JSON.writeValueAsBytes(List.of(Map.of("Config", digest + ".json", "Layers", names))));
            tar.finish();
        }
        return new ImageId("sha256:" + digest);
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        begin(tar, name, content.length);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void begin(TarArchiveOutputStream tar, String name, long size) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(FileTime.fromMillis(0));
        tar.putArchiveEntry(entry);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        blobs.close();
    }
}
