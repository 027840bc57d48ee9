package cc.drycc.storage;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the object store is and how to talk to it.
 *
 * @param endpoint {@code http} or {@code https}, host and optional port
 * @param bucket 3 to 63 lower-case letters, digits, dots and hyphens; default {@code builder}
 * @param key what to prove ourselves with
 * @param addressing where the bucket's name goes in a URL
 * @param region what requests are signed for; default {@code us-east-1}
 */
public record StorageSettings(URI endpoint, String bucket, AccessKey key, Addressing addressing, String region) {

    /** Where the bucket's name goes in a URL. */
    public enum Addressing {
        /** {@code http://host/bucket/key}: what stores other than Amazon's understand. */
        PATH,
        /** {@code http://bucket.host/key}. */
        HOST
    }

    /** The reference builder's bucket. */
    public static final String DEFAULT_BUCKET = "builder";

    /** The region of a store that knows none. */
    public static final String DEFAULT_REGION = "us-east-1";

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,64}");

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public StorageSettings {
        String scheme = endpoint.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "DRYCC_STORAGE_ENDPOINT must be a URL such as https://s3.example.com:9000");
        }
        if (endpoint.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "DRYCC_STORAGE_ENDPOINT must not hold a password: use DRYCC_STORAGE_ACCESSKEY and _SECRETKEY beside"
                            + " a URL such as https://s3.example.com:9000");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "DRYCC_STORAGE_BUCKET must be 3 to 63 characters: a-z (lowercase), 0-9, dots and hyphens, such as builder");
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("STORAGE_REGION must be a region name such as us-east-1");
        }
    }

    /** Settings for a store that needs no more than an address and a key. */
    public static StorageSettings of(URI endpoint, AccessKey key) {
        return new StorageSettings(endpoint, DEFAULT_BUCKET, key, Addressing.PATH, DEFAULT_REGION);
    }

    /**
     * Reads {@code DRYCC_STORAGE_ENDPOINT}, {@code _BUCKET}, {@code _ACCESSKEY}, {@code _SECRETKEY}, {@code _PATH_STYLE}
     * ({@code on}, {@code off} or {@code auto}, the default: off for Amazon's own hosts only) and {@code STORAGE_REGION}.
     *
     * @return empty when no endpoint is set: the platform then runs its own store
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static Optional<StorageSettings> from(Map<String, String> env) {
        String endpoint = env.getOrDefault("DRYCC_STORAGE_ENDPOINT", "").strip();
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        var key = new AccessKey(required(env, "DRYCC_STORAGE_ACCESSKEY"), required(env, "DRYCC_STORAGE_SECRETKEY"));
        URI uri = parse(endpoint);
        return Optional.of(new StorageSettings(
                uri,
                env.getOrDefault("DRYCC_STORAGE_BUCKET", DEFAULT_BUCKET),
                key,
                addressing(env.getOrDefault("DRYCC_STORAGE_PATH_STYLE", "auto"), uri),
                env.getOrDefault("STORAGE_REGION", DEFAULT_REGION)));
    }

    private static URI parse(String endpoint) {
        try {
            return URI.create(endpoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "DRYCC_STORAGE_ENDPOINT must be a URL such as https://s3.example.com:9000", e);
        }
    }

    private static Addressing addressing(String style, URI endpoint) {
        String host = Optional.ofNullable(endpoint.getHost()).orElse("");
        return switch (style.strip().toLowerCase(Locale.ROOT)) {
            case "on", "true", "1" -> Addressing.PATH;
            case "off", "false", "0" -> Addressing.HOST;
            case "auto", "" -> host.endsWith(".amazonaws.com") ? Addressing.HOST : Addressing.PATH;
            default -> throw new IllegalArgumentException("DRYCC_STORAGE_PATH_STYLE must be on, off or auto");
        };
    }

    private static String required(Map<String, String> env, String name) {
        String value = env.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be set because DRYCC_STORAGE_ENDPOINT is");
        }
        return value;
    }
}
