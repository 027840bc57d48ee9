package cc.drycc.controller.contract;

import cc.drycc.api.ApiVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract as a tree, read from the class path on first use. */
public final class Contract {

    private static final class Document {
        static final JsonNode TREE = read();
    }

    private Contract() {}

    /** The whole document; nobody changes it. */
    public static JsonNode document() {
        return Document.TREE;
    }

    private static JsonNode read() {
        try (var in = ApiVersion.class.getResourceAsStream("/openapi.yaml")) {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object yaml = new Yaml(new SafeConstructor(options)).load(Objects.requireNonNull(in, "openapi.yaml"));
            return JsonMapper.shared().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
    }
}
