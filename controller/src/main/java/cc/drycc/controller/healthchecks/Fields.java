package cc.drycc.controller.healthchecks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of JSON field by field.
 *
 * @param where which object, for messages
 * @param map its fields
 */
record Fields(String where, Map<?, ?> map) {

    /** What is wrong, in words for the person who sent it. */
    static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private static final int MOST_WORDS = 100;
    private static final int LONGEST_WORD = 4_096;

    /** @throws Wrong when the value is no object */
    static Fields of(String where, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields(where, map);
        }
        throw new Wrong(where + ": expected an object.");
    }

    /** @throws Wrong naming a field that is none of these */
    Fields only(Set<String> known) {
        for (var key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new Wrong("%s: unknown field %s; there are %s"
                        .formatted(
                                where,
                                cut(String.valueOf(key)),
                                String.join(", ", known.stream().sorted().toList())));
            }
        }
        return this;
    }

    boolean has(String field) {
        return map.get(field) != null;
    }

    Fields object(String field) {
        return of(where + "." + field, map.get(field));
    }

    /** A whole number in a range; the default when it is missing. */
    int number(String field, int least, int most, int otherwise) {
        return number(field, least, most).orElse(otherwise);
    }

    /** A port. */
    int port() {
        return number("port", 1, 65_535)
                .orElseThrow(() -> new Wrong(where + ": port is required, a number from 1 to 65535."));
    }

    private Optional<Integer> number(String field, int least, int most) {
        var value = map.get(field);
        var number = switch (value) {
            case null -> Optional.<BigInteger>empty();
            case Integer whole -> Optional.of(BigInteger.valueOf(whole));
            case Long whole -> Optional.of(BigInteger.valueOf(whole));
            case BigInteger whole -> Optional.of(whole);
            case String text when text.matches("[0-9]{1,9}") -> Optional.of(new BigInteger(text));
            default -> throw outOf(field, least, most);
        };
        return number.map(whole -> {
            if (whole.bitLength() > 31 || whole.intValue() < least || whole.intValue() > most) {
                throw outOf(field, least, most);
            }
            return whole.intValue();
        });
    }

    private Wrong outOf(String field, int least, int most) {
        return new Wrong("%s: %s must be a whole number from %d to %d.".formatted(where, field, least, most));
    }

    /** A text of one line; the default when it is missing. */
    String text(String field, String otherwise) {
        return switch (map.get(field)) {
            case null -> otherwise;
            case String text
            when text.length() <= LONGEST_WORD && text.chars().noneMatch(Character::isISOControl) -> text;
            default -> throw new Wrong("%s: %s must be a text of one line.".formatted(where, field));
        };
    }

    /** The words of a command, one at least. */
    List<String> command() {
        if (!(map.get("command") instanceof List<?> list) || list.isEmpty() || list.size() > MOST_WORDS) {
            throw new Wrong(where + ": command must be a list of words, 1 to " + MOST_WORDS + " of them.");
        }
        var words = new ArrayList<String>();
        for (var word : list) {
            if (!(word instanceof String text) || text.length() > LONGEST_WORD || text.indexOf('\0') >= 0) {
                throw new Wrong(where + ": command must be a list of words.");
            }
            words.add(text);
        }
        return words;
    }

    private static String cut(String text) {
        return text.length() <= 63 ? text : text.substring(0, 63) + "…";
    }
}
