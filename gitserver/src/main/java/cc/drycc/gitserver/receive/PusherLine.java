package cc.drycc.gitserver.receive;

/** Makes text safe for somebody else's terminal. */
final class PusherLine {

    private static final int LONGEST = 2_000;

    private PusherLine() {}

    /** One line: control characters but tab become {@code ?}, and what is too long is cut. */
    static String clean(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
        var clean = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> c != '\t' && Character.isISOControl(c) ? '?' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
