package cc.drycc.buildservice.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An http or https URL that means the same to everybody who reads it.
 *
 * @param uri with scheme and host, without user and fragment
 */
public record WebAddress(URI uri) {

    private static final int LONGEST = 8 * 1024;
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9.-]+:[0-9]{1,5}(?:[/?].*)?");
    private static final Pattern CONTROL = Pattern.compile("%(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff])");
    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /**
     * Reads what a person wrote. A tab inside it is left out, as in browsers (and in the example of seed 001); without a
     * scheme it is http, as there.
     *
     * @throws IllegalArgumentException with the reason
     */
    public static WebAddress parse(String written) {
        var text = written.replace("\t", "");
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the URL is longer than " + LONGEST + " characters");
        }
        if (text.isEmpty()
                || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)
                || CONTROL.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "the URL has blanks, control characters or letters that must be encoded");
        }
        var scheme = SCHEME.matcher(text);
        boolean bare = !scheme.matches() || HOST_AND_PORT.matcher(text).matches();
        return of(bare ? "http://" + text : text);
    }

    private static WebAddress of(String text) {
        try {
            return new WebAddress(new URI(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("this is not a URL", e);
        }
    }

    /** @throws IllegalArgumentException with the reason */
    public WebAddress {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("only http and https URLs can be used");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a URL with a user or password in it is not accepted");
        }
        if (uri.getHost() == null || uri.getRawFragment() != null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("this is not a URL with a host");
        }
        checkHost(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /** Numbers that some programs read as an address and others as a name are nobody's host. */
    private static void checkHost(String host) {
        if (host.startsWith("[")) {
            return; // the URI's own grammar knows those
        }
        var last = host.substring(host.lastIndexOf('.') + 1);
        boolean numeric = NUMBER.matcher(last).matches();
        if (numeric ? !DOTTED.matcher(host).matches() : !NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("the host of the URL is no name and no plain IP address");
        }
    }

    /** Where a redirect leads. */
    WebAddress redirected(String location) {
        try {
            return new WebAddress(uri.resolve(new URI(location)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the redirect is not a URL", e);
        }
    }

    /** The host and port, for people: paths and queries often hold a token. */
    public String shown() {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    @Override
    public String toString() {
        return shown();
    }
}
