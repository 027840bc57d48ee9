package cc.drycc.controller.hooks;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One delivery: a POST whose parameters stand in the URL in alphabetical order (seed 6.3) and once more in its body.
 *
 * <p>Two signatures when there is a secret. {@code Authorization} is the hex HMAC-SHA1 of the complete URL, as specified;
 * it can be replayed. {@code X-Drycc-Signature-256} is {@code sha256=} and the hex HMAC-SHA256 of {@code id.time.body},
 * where {@code X-Drycc-Delivery} is the id, the same in every try, and {@code X-Drycc-Timestamp} the seconds since 1970.
 *
 * @param url where to send it, with all parameters
 * @param body the parameters once more, as a form
 * @param id of the delivery
 */
record HookRequest(String url, String body, String id) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    static HookRequest of(URI hook, SortedMap<String, String> parameters, String id) {
        var ours = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .toList();
        var all = new ArrayList<>(ours);
        Optional.ofNullable(hook.getRawQuery())
                .map(query -> List.of(query.split("&")))
                .ifPresent(all::addAll);
        Collections.sort(all);
        var base = hook.toString().replaceFirst("\\?.*", "");
        return new HookRequest(base + "?" + String.join("&", all), String.join("&", ours), id);
    }

    /** Percent-encoding as RFC 3986 has it: a blank is {@code %20}, as in the seed's example. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    HttpRequest signed(Optional<String> secret, Instant now) {
        var time = Long.toString(now.getEpochSecond());
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "drycc-workflow")
                .header("X-Drycc-Delivery", id)
                .header("X-Drycc-Timestamp", time)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        secret.ifPresent(key -> request.header("Authorization", hmac("HmacSHA1", key, url))
                .header(
                        "X-Drycc-Signature-256",
                        "sha256="
                                + hmac(
                                        "HmacSHA256",
                                        key,
                                        String.join(
                                                ".", Stream.of(id, time, body).toList()))));
        return request.build();
    }

    private static String hmac(String algorithm, String key, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has both
        }
    }
}
