package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Process types and their commands, one {@code web: command} a line (seed 5.5). */
final class Procfile {

    private static final String MARK = "\uFEFF";

    private Procfile() {}

    /** @throws CliProblem when it cannot be read or is none */
    static Map<String, String> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new CliProblem("cannot read " + file + ": it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CliProblem(
                    "cannot read " + file + "; give a file, or the text itself: --procfile=\"web: command\"", e);
        }
    }

    /** Blank lines and those that begin with a hash sign do not count; nor does a byte order mark. */
    static Map<String, String> parse(String text) {
        var types = new LinkedHashMap<String, String>();
        var lines = text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> add(types, line));
        return types;
    }

    private static void add(Map<String, String> types, String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || colon == line.length() - 1) {
            throw new CliProblem("not a Procfile line, it looks like \"web: command\": " + line);
        }
        var type = line.substring(0, colon).strip();
        if (types.put(type, line.substring(colon + 1).strip()) != null) {
            throw new CliProblem("the Procfile has two lines for the process type " + type);
        }
    }
}
