package cc.drycc.buildservice.intake;

import cc.drycc.buildservice.fetch.WebAddress;
import cc.drycc.buildservice.jobs.Order;
import cc.drycc.buildservice.jobs.Order.Source;
import cc.drycc.buildservice.problems.Problem;
import cc.drycc.engine.RegistryLogin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of seed 001. Names of fields count in any case, as they did for the reference; unknown ones are ignored. */
public final class OrderReader {

    /** Bytes of JSON. */
    public static final int LARGEST = 1 << 20;

    private static final int LARGEST_DOCKERFILE = 64 << 10;
    private static final int LONGEST_FIELD = 16 << 10;
    private static final int SHORTEST_SECRET = 8;
    private static final String INSUFFICIENT =
            "Insufficient Information.  Must provide at least an Image Name and a Dockerfile/Tarurl.";
    private static final Set<String> KNOWN = Set.of(
            "image_name",
            "username",
            "password",
            "email",
            "dockerfile",
            "tarurl",
            "tar_url",
            "webhook",
            "webhook_secret");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(LARGEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // the seed's own example has a tab inside its tarUrl
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Optional<String> defaultRegistry;

    /** @param defaultRegistry where image names without a host go; empty for docker.io */
    public OrderReader(Optional<String> defaultRegistry) {
        this.defaultRegistry = defaultRegistry;
    }

    /** Whether an archive came beside the JSON. */
    public enum Beside {
        NOTHING,
        ARCHIVE
    }

    /**
     * Reads an order.
     *
     * @throws Problem saying what is wrong with it; no value is quoted
     */
    public Order read(byte[] json, Beside beside) {
        var fields = fields(json);
        var name = fields.getOrDefault("image_name", "");
        if (name.isEmpty()) {
            throw Problem.bad(INSUFFICIENT);
        }
        var image = ImageName.parse(name, defaultRegistry);
        return new Order(image, login(fields), source(fields, beside), hook(fields));
    }

    private static Map<String, String> fields(byte[] json) {
        if (json.length > LARGEST) {
            throw new Problem(Problem.Kind.TOO_LARGE, "The JSON is larger than 1 MiB.");
        }
        var root = parsed(json);
        if (!root.isObject()) {
            throw Problem.bad("Send a JSON object.");
        }
        var fields = new HashMap<String, String>();
        for (var field : root.properties()) {
            var key = field.getKey().toLowerCase(Locale.ROOT);
            if (KNOWN.contains(key)
                    && !field.getValue().isNull()
                    && fields.put(key, text(key, field.getValue())) != null) {
                throw Problem.bad(key + ": given twice.");
            }
        }
        return fields;
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString());
        } catch (CharacterCodingException e) {
            throw Problem.bad("The JSON is not UTF-8.");
        } catch (JacksonException e) {
            // the parser's own words may quote the password
            var where = e.getLocation();
            throw Problem.bad("JSON parse error at line %d, column %d."
                    .formatted(where == null ? 1 : where.getLineNr(), where == null ? 1 : where.getColumnNr()));
        }
    }

    private static String text(String key, JsonNode value) {
        if (!value.isString()) {
            throw Problem.bad(key + ": must be a string.");
        }
        var text = value.stringValue();
        if (text.length() > LONGEST_FIELD && !key.equals("dockerfile")) {
            throw new Problem(Problem.Kind.TOO_LARGE, key + ": longer than 16 KiB.");
        }
        return text;
    }

    private static Optional<RegistryLogin> login(Map<String, String> fields) {
        var username = fields.getOrDefault("username", "");
        var password = fields.getOrDefault("password", "");
        if (username.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (username.isEmpty() || password.isEmpty()) {
            throw Problem.bad("Give both username and password, or neither.");
        }
        if (username.contains(":")) {
            throw Problem.bad("username: a registry's user has no colon in it.");
        }
        return Optional.of(new RegistryLogin(username, password));
    }

    private static Source source(Map<String, String> fields, Beside beside) {
        var dockerfile = fields.getOrDefault("dockerfile", "");
        var url = fields.getOrDefault("tarurl", fields.getOrDefault("tar_url", ""));
        int sources = (dockerfile.isEmpty() ? 0 : 1) + (url.isEmpty() ? 0 : 1) + (beside == Beside.ARCHIVE ? 1 : 0);
        if (sources == 0) {
            throw Problem.bad(INSUFFICIENT);
        }
        if (sources > 1) {
            throw Problem.bad("Give one of dockerfile, tarUrl and a TarFile, not several.");
        }
        if (beside == Beside.ARCHIVE) {
            return new Source.Archive();
        }
        return dockerfile.isEmpty() ? new Source.Url(address("tarUrl", url).uri()) : dockerfile(dockerfile);
    }

    private static Source dockerfile(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_DOCKERFILE) {
            throw new Problem(Problem.Kind.TOO_LARGE, "dockerfile: larger than 64 KiB.");
        }
        if (text.isBlank()) {
            throw Problem.bad("dockerfile: it is empty.");
        }
        return new Source.Dockerfile(text);
    }

    private static Optional<Order.Hook> hook(Map<String, String> fields) {
        var url = fields.getOrDefault("webhook", "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        var secret = Optional.ofNullable(fields.get("webhook_secret")).filter(text -> !text.isEmpty());
        if (secret.isPresent() && secret.get().length() < SHORTEST_SECRET) {
            throw Problem.bad("webhook_secret: use " + SHORTEST_SECRET + " characters or more.");
        }
        return Optional.of(new Order.Hook(address("webhook", url).uri(), secret));
    }

    private static WebAddress address(String field, String url) {
        try {
            return WebAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw Problem.bad(field + ": " + e.getMessage() + ".");
        }
    }
}
