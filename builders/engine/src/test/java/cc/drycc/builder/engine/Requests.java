package cc.drycc.builder.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuildRequest.LayerCache;
import cc.drycc.imagebuilder.BuildRequest.Recipe;
import cc.drycc.imagebuilder.bases.BaseLogins;
import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Builds of an app, {@code hello} unless it is said, from a few files. */
public final class Requests {

    static final String SHA = "060da68f9e3a4c1b2d5e6f708192a3b4c5d6e7f8";
    static final Map<String, String> LABELS = Map.of(
            "cc.drycc.platform", "test",
            "cc.drycc.app", "hello",
            "cc.drycc.sha", SHA,
            "cc.drycc.builder", "container",
            "org.opencontainers.image.revision", SHA);

    private final Path work;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Map<String, String> config = Map.of();
    private LayerCache cache = LayerCache.USE;
    private Recipe recipe = Recipe.DEFAULT;
    private BaseLogins logins = BaseLogins.NONE;
    private BuildLimits limits = BuildLimits.DEFAULT;
    private AppName app = new AppName("hello");
    private String image = "drycc-test/hello:git-060da68f";

    public Requests(Path work) {
        this.work = work;
    }

    public Requests dockerfile(String text) {
        return file("Dockerfile", text);
    }

    Requests file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    Requests file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    Requests config(Map<String, String> values) {
        config = values;
        return this;
    }

    Requests buildArgs(Map<String, String> values) {
        config = values;
        recipe = new Recipe(ProcessType.WEB, "Dockerfile", values);
        return this;
    }

    Requests recipe(ProcessType type, String dockerfile, Map<String, String> values) {
        recipe = new Recipe(type, dockerfile, values);
        return this;
    }

    Requests logins(BaseLogins value) {
        logins = value;
        return this;
    }

    Requests withoutCache() {
        cache = LayerCache.SKIP;
        return this;
    }

    Requests limits(BuildLimits value) {
        limits = value;
        return this;
    }

    Requests app(String value) {
        app = new AppName(value);
        return image("drycc-test/" + value + ":git-060da68f");
    }

    Requests image(String value) {
        image = value;
        return this;
    }

    public BuildRequest make() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setMode(file.getKey().equals("busybox") ? 0755 : 0644);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        var source = Source.unpack(new ByteArrayInputStream(bytes.toByteArray()), work, ExtractLimits.DEFAULT);
        return new BuildRequest(app, SHA, source, new ImageRef(image), config, LABELS, limits, cache, logins, recipe);
    }
}
