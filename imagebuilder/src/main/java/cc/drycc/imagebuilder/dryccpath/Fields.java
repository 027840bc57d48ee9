package cc.drycc.imagebuilder.dryccpath;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A map somebody else wrote, read field by field. What is wrong is told with where it stands: {@code .drycc/web.yaml:
 * deploy.args: …}.
 *
 * @param file how people know the file
 * @param path of this map inside the file; empty for the file itself
 * @param map as YAML or JSON gives it
 */
record Fields(String file, List<String> path, Map<?, ?> map) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,255}");
    private static final int MOST = 1_000;

    /** Nothing but these fields may be there. */
    void only(List<String> known) throws Misplaced {
        for (var key : map.keySet()) {
            if (!(key instanceof String name) || !known.contains(name)) {
                throw at(shown(key), "there is no such field; there is " + String.join(", ", known));
            }
        }
    }

    Optional<Fields> map(String name) throws Misplaced {
        if (!map.containsKey(name)) {
            return Optional.empty();
        }
        if (map.get(name) instanceof Map<?, ?> inner) {
            var deeper = new ArrayList<>(path);
            deeper.add(name);
            return Optional.of(new Fields(file, deeper, inner));
        }
        throw at(name, "a map of fields is needed, {} for an empty one");
    }

    String text(String name) throws Misplaced {
        return optionalText(name).orElseThrow(() -> at(name, "this field is needed"));
    }

    Optional<String> optionalText(String name) throws Misplaced {
        return map.containsKey(name) ? Optional.of(text(name, map.get(name))) : Optional.empty();
    }

    private String text(String name, @Nullable Object value) throws Misplaced {
        if (!(value instanceof String text)) {
            throw at(name, "a text is needed; put it in quotes");
        }
        if (text.isBlank()) {
            throw at(name, "it is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw at(name, "a NUL character has no place in it");
        }
        return text;
    }

    /** A list of texts, which may be empty; not there is the same. */
    List<String> texts(String name) throws Misplaced {
        var texts = new ArrayList<String>();
        if (!map.containsKey(name)) {
            return texts;
        }
        if (!(map.get(name) instanceof List<?> list)) {
            throw at(name, "a list of texts is needed, each after a hyphen on a line of its own");
        }
        if (list.size() > MOST) {
            throw at(name, "there are more than " + MOST);
        }
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(name + "[" + i + "]", list.get(i)));
        }
        return texts;
    }

    /** Names with their values: texts, or whole numbers and truths as they are written. */
    SortedMap<String, String> values(String name) throws Misplaced {
        var inner = map(name);
        return inner.isPresent() ? inner.get().values() : new TreeMap<>();
    }

    SortedMap<String, String> values() throws Misplaced {
        var values = new TreeMap<String, String>();
        if (map.size() > MOST) {
            throw at("", "there are more than " + MOST + " values");
        }
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key) || !NAME.matcher(key).matches()) {
                throw at(
                        shown(entry.getKey()),
                        "a name can only have A-Z, a-z, 0-9, underscore, hyphen and dot, 1 to 255 of them");
            }
            values.put(key, value(key, entry.getValue()));
        }
        return values;
    }

    private String value(String name, @Nullable Object value) throws Misplaced {
        return switch (value) {
            case String text when text.indexOf('\0') < 0 -> text;
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            case Boolean truth -> truth.toString();
            case null, default -> throw at(name, "the value must be a text; put it in quotes");
        };
    }

    Optional<Long> seconds(String name, long most) throws Misplaced {
        if (!map.containsKey(name)) {
            return Optional.empty();
        }
        long seconds = switch (map.get(name)) {
            case Integer number -> number;
            case Long number -> number;
            case null, default -> -1;
        };
        if (seconds < 1 || seconds > most) {
            throw at(name, "a whole number of seconds from 1 to " + most + " is needed");
        }
        return Optional.of(seconds);
    }

    Misplaced at(String field, String why) {
        var where = new ArrayList<>(path);
        if (!field.isEmpty()) {
            where.add(field);
        }
        return new Misplaced(file, where, why);
    }

    static String shown(@Nullable Object key) {
        String clean = String.valueOf(key).replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
    }

    /** What is wrong with one field. Its line is not known here. */
    static final class Misplaced extends Exception {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final transient List<String> path;

        Misplaced(String file, List<String> path, String why) {
            super(why);
            this.file = file;
            this.path = List.copyOf(path);
        }

        List<String> path() {
            return path;
        }

        /** @param line empty when nobody knows */
        DryccPathProblem at(Optional<Integer> line) {
            var where = path.isEmpty() ? "" : String.join(".", path) + ": ";
            return new DryccPathProblem(
                    file + line.map(number -> " line " + number).orElse("") + ": " + where + getMessage());
        }
    }
}
