package cc.drycc.imagebuilder.referrers;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a registry wants to be told who comes ({@code WWW-Authenticate}, RFC 9110; tokens: distribution's "token" spec). */
sealed interface Challenge {

    /** By user and password. */
    record Basic() implements Challenge {}

    /**
     * By a token.
     *
     * @param from where it is to be had
     */
    record Bearer(URI from) implements Challenge {}

    /** @param repository it is about */
    static Optional<Challenge> of(List<String> headers, String repository) {
        for (String header : headers) {
            var scheme = header.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            if (scheme.equals("bearer")) {
                return bearer(header, repository);
            }
            if (scheme.equals("basic")) {
                return Optional.of(new Basic());
            }
        }
        return Optional.empty();
    }

    private static Optional<Challenge> bearer(String header, String repository) {
        var given = new HashMap<String, String>();
        var pair = Pattern.compile("([a-z_]+)=\"([^\"]*)\"").matcher(header);
        while (pair.find()) {
            given.put(pair.group(1), pair.group(2));
        }
        var realm = given.get("realm");
        if (realm == null) {
            return Optional.empty();
        }
        var query = "scope=" + encoded("repository:" + repository + ":pull,push")
                + Optional.ofNullable(given.get("service"))
                        .map(service -> "&service=" + encoded(service))
                        .orElse("");
        try {
            return Optional.of(new Bearer(URI.create(realm + (realm.contains("?") ? "&" : "?") + query)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
