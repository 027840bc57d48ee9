package cc.drycc.cli.http;

import cc.drycc.cli.WrongUsage;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The address of a controller. */
public final class ControllerUrl {

    private ControllerUrl() {}

    /**
     * A URL as typed: {@code http://} is added when there is no scheme, a trailing slash is dropped.
     *
     * @throws WrongUsage when it is none; the words do not repeat a password in it
     */
    public static String of(String typed) {
        var url = typed.contains("://") ? typed : "http://" + typed;
        var uri = parsed(url);
        if (uri == null || uri.getHost() == null || !uri.getScheme().matches("(?i)https?")) {
            throw new WrongUsage("that is not the address of a controller; it looks like http://drycc.example.com");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new WrongUsage(
                    "the address of a controller has no user, password or question mark in it; use --username and --password");
        }
        var scheme = uri.getScheme();
        return scheme.toLowerCase(Locale.ROOT) + url.substring(scheme.length()).replaceAll("/+$", "");
    }

    private static @Nullable URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
