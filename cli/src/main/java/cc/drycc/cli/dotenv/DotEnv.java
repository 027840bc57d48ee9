package cc.drycc.cli.dotenv;

import cc.drycc.cli.CliProblem;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The grammar of a {@code .env} file, a subset of what shells read.
 *
 * <ul>
 *   <li>UTF-8; a byte order mark at the beginning does not count; lines end with LF or CRLF.
 *   <li>Blank lines and lines that begin with {@code #} do not count.
 *   <li>{@code NAME=value}, also with {@code export } before it. A name has letters, digits, {@code _ . -}; no blank stands
 *       around the equals sign of a name. A name that comes twice is refused.
 *   <li>A bare value goes to the end of its line without the blanks around it, as it is. One with {@code  #} in it is refused:
 *       it may be a comment or not.
 *   <li>{@code 'value'} is as it is, over many lines if it likes.
 *   <li>{@code "value"} too, but for {@code \n \r \t \" \\ \$} and {@code \`}; any other backslash is refused. Nothing is
 *       expanded: {@code $HOME} stays {@code $HOME}.
 *   <li>A line end in quotes is LF, also in a file with CRLF; {@code \r} in double quotes is a carriage return that counts.
 *   <li>After the closing quote only blanks and a comment may follow.
 * </ul>
 */
public final class DotEnv {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    /** What means the same without quotes everywhere, in shells too. */
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    private static final Pattern SPECIAL = Pattern.compile("[\\\\\"$`]");

    private DotEnv() {}

    /**
     * The values in the order of the file.
     *
     * @throws CliProblem naming the line that is not understood, never what is in it
     */
    public static Map<String, String> parse(String text) {
        return new DotEnvReader(text).values();
    }

    /**
     * A file that {@link #parse} reads as exactly these values.
     *
     * @throws CliProblem when a name cannot stand in such a file
     */
    public static String format(Map<String, String> values) {
        var text = new StringBuilder();
        values.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new CliProblem("the controller has a name that a .env file cannot hold; nothing was written");
            }
            text.append(name).append('=').append(quoted(value)).append('\n');
        });
        return text.toString();
    }

    private static String quoted(String value) {
        if (BARE.matcher(value).matches()) {
            return value;
        }
        if (value.indexOf('\'') < 0 && value.indexOf('\r') < 0) {
            return "'" + value + "'";
        }
        return '"' + SPECIAL.matcher(value).replaceAll("\\\\$0").replace("\r", "\\r") + '"';
    }
}
