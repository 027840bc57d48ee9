package cc.drycc.builder.slug;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Puts a build together; what is not said has a good default. */
final class Request {

    static final Map<String, String> LABELS = Map.of("cc.drycc.platform", "test", "cc.drycc.app", "hello");
    static final ImageRef IMAGE = new ImageRef("drycc-test/hello:git-060da68f");

    private static final String SHA = "060da68f9e3a4c1b2d5e6f708192a3b4c5d6e7f8";

    private final Map<String, String> files = new LinkedHashMap<>();
    private Map<String, String> config = Map.of();
    private BuildLimits limits = BuildLimits.DEFAULT;
    private LayerCache cache = LayerCache.USE;

    Request file(String name, String text) {
        files.put(name, text);
        return this;
    }

    Request config(Map<String, String> values) {
        config = values;
        return this;
    }

    Request limits(BuildLimits value) {
        limits = value;
        return this;
    }

    Request withoutCache() {
        cache = LayerCache.SKIP;
        return this;
    }

    Source source(Path work) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var content = file.getValue().getBytes(UTF_8);
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setMode(0644);
                entry.setModTime(1_000_000_000_000L);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return Source.unpack(new ByteArrayInputStream(bytes.toByteArray()), work, ExtractLimits.DEFAULT);
    }

    BuildRequest of(Source source) {
        return new BuildRequest(
                new AppName("hello"), SHA, source, IMAGE, config, LABELS, limits, cache, Recipe.DEFAULT);
    }
}
