package cc.drycc.cli.dotenv;

import cc.drycc.cli.CliProblem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one file from its beginning to its end. Messages name lines and names, never values: they are secret. */
final class DotEnvReader {

    private static final String MARK = "\uFEFF";
    private static final Pattern EXPORT = Pattern.compile("export[ \t]+(?=\\S)");
    private static final Pattern COMMENT = Pattern.compile("[ \t]#");

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lineOf = new HashMap<>();
    private int at;
    private int line = 1;

    DotEnvReader(String text) {
        // a CRLF is the file's line end, wherever it stands
        this.text = (text.startsWith(MARK) ? text.substring(MARK.length()) : text).replace("\r\n", "\n");
    }

    Map<String, String> values() {
        while (at < text.length()) {
            skipBlanks();
            if (atLineEnd() || text.charAt(at) == '#') {
                at = lineEnd();
            } else {
                readPair();
            }
            at++;
            line++;
        }
        return values;
    }

    /** Leaves {@code at} on the line end behind the value. */
    private void readPair() {
        int began = line;
        var export = EXPORT.matcher(text).region(at, lineEnd());
        if (export.lookingAt()) {
            at = export.end();
        }
        var name = readName();
        var first = lineOf.putIfAbsent(name, began);
        if (first != null) {
            throw new CliProblem(
                    "lines %d and %d of the file both set %s; keep one of them".formatted(first, began, name));
        }
        skipBlanks();
        values.put(name, readValue(name));
    }

    private String readName() {
        int equals = text.indexOf('=', at);
        if (equals < 0 || equals > lineEnd()) {
            throw wrong("has no equals sign; it looks like NAME=value");
        }
        var name = text.substring(at, equals);
        if (name.isEmpty()) {
            throw wrong("has no name before the equals sign; it looks like NAME=value");
        }
        if (!DotEnv.NAME.matcher(name).matches()) {
            throw wrong("has a name with other characters than letters, digits, underscore, dot and hyphen");
        }
        at = equals + 1;
        return name;
    }

    private String readValue(String name) {
        if (atLineEnd()) {
            return "";
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return readBare(name);
        }
        int began = line;
        at++;
        var value = quote == '"' ? readEscaped(name) : readUntilQuote();
        if (at >= text.length()) {
            line = began;
            throw wrong("begins the value of " + name + " with a quote that is never closed");
        }
        at++;
        skipBlanks();
        if (!atLineEnd() && text.charAt(at) != '#') {
            throw wrong("goes on after the closing quote of " + name + "; put the whole value in quotes");
        }
        at = lineEnd();
        return value;
    }

    private String readBare(String name) {
        var value = text.substring(at, lineEnd());
        if (COMMENT.matcher(value).find()) {
            throw wrong("has a # after a blank in " + name
                    + ": put the value in quotes, and a comment on a line of its own or after them");
        }
        at = lineEnd();
        int end = value.length();
        while (end > 0 && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(0, end);
    }

    private String readUntilQuote() {
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\'') {
            value.append(next());
        }
        return value.toString();
    }

    private String readEscaped(String name) {
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = next();
            value.append(c == '\\' && at < text.length() ? escaped(name) : c);
        }
        return value.toString();
    }

    private char escaped(String name) {
        char c = text.charAt(at);
        char meant = switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '$', '`' -> c;
            default ->
                throw wrong("has a backslash in " + name
                        + " that means nothing; write \\\\ for a backslash, or use single quotes");
        };
        at++;
        return meant;
    }

    private char next() {
        char c = text.charAt(at++);
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private boolean atLineEnd() {
        return at >= text.length() || text.charAt(at) == '\n';
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private CliProblem wrong(String what) {
        return new CliProblem("line " + line + " of the file " + what + ". Nothing was changed.");
    }
}
