package cc.drycc.cli.commands;

import cc.drycc.cli.WrongUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments of the form {@code NAME=VALUE}; only the first equals sign counts. Messages never repeat a value. */
final class KeyValues {

    /** What the JVM makes of bytes that are not UTF-8. */
    private static final char BROKEN = '\uFFFD';

    private KeyValues() {}

    /**
     * In the order given; of a name given twice the last one.
     *
     * @param example how it looks right
     */
    static Map<String, String> of(List<String> pairs, String pattern, String example) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.size(); i++) {
            var pair = pairs.get(i);
            int equals = pair.indexOf('=');
            if (equals < 1) {
                // by its place: it may be a secret that lost its name
                throw new WrongUsage(
                        "argument %d does not match the pattern '%s', ex: %s".formatted(i + 1, pattern, example));
            }
            var name = pair.substring(0, equals);
            if (pair.indexOf(BROKEN) >= 0) {
                throw new WrongUsage(
                        "the value of " + name + " is not UTF-8 text; encode it first, with base64 for example");
            }
            values.put(name, pair.substring(equals + 1));
        }
        return values;
    }
}
