package cc.drycc.imagebuilder.dryccpath;

import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file of config values (seed 5.16): {@code NAME=VALUE} a line, the value kept as it stands up to the end of the line,
 * quotes included; empty lines and those that begin with {@code #} are skipped; CRLF line ends are fine.
 */
final class GroupFile {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_.-]{1,255})=(.*)");

    private GroupFile() {}

    /** @throws DryccPathProblem naming the line; never what stands in it, as that may be secret */
    static SortedMap<String, String> parse(String file, String text) throws DryccPathProblem {
        var values = new TreeMap<String, String>();
        var setOn = new HashMap<String, Integer>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var pair = LINE.matcher(line);
            if (!pair.matches()) {
                throw new DryccPathProblem(
                        "%s line %d: it does not match the pattern 'key=var', ex: MODE=test".formatted(file, number));
            }
            var before = setOn.putIfAbsent(pair.group(1), number);
            if (before != null) {
                throw new DryccPathProblem(
                        "%s line %d: %s is already set on line %d".formatted(file, number, pair.group(1), before));
            }
            values.put(pair.group(1), pair.group(2));
        }
        return values;
    }
}
