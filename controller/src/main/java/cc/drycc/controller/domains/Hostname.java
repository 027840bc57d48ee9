package cc.drycc.controller.domains;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host name as DNS and the edge have it: ASCII (letters of other alphabets in their {@code xn--} form), lower case, no dot
 * at the end; the first label may be {@code *}, which stands for any one label.
 *
 * @param value such as {@code hello.example.com} or {@code *.example.com}
 */
public record Hostname(String value) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST = 253;

    /**
     * Reads what a person wrote.
     *
     * @throws IllegalArgumentException with what is wrong, in the reference controller's words
     */
    public static Hostname of(String written) {
        var text = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
        if (text.equals("*")) {
            throw new IllegalArgumentException("Hostname can't only be a wildcard");
        }
        boolean wild = text.startsWith("*.");
        var ascii = ascii(wild ? text.substring(2) : text);
        var name = wild ? "*." + ascii : ascii;
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("Hostname must be 253 characters or less.");
        }
        var labels = ascii.split("\\.", -1);
        boolean good = labels.length >= 2;
        for (var label : labels) {
            boolean reserved = label.startsWith("--", 2) && !label.startsWith("xn"); // RFC 5891, section 4.2.3.1
            good &= LABEL.matcher(label).matches() && !reserved;
        }
        if (!good || labels[labels.length - 1].matches("[0-9]+")) {
            throw new IllegalArgumentException("Hostname does not look valid.");
        }
        return new Hostname(name);
    }

    private static String ascii(String text) {
        try {
            return IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Hostname does not look valid.", e);
        }
    }

    /** Whether the name is this domain, or below it. */
    boolean isWithin(String domain) {
        return value.equals(domain) || value.endsWith("." + domain);
    }

    @Override
    public String toString() {
        return value;
    }
}
