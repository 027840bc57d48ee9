package cc.drycc.buildservice;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Variables by name; an empty one is not set.
 *
 * @param values all of them
 */
record Environment(Map<String, String> values) {

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** @throws IllegalArgumentException naming the variable; its value may be a secret */
    <T> Optional<T> read(String name, Function<String, T> read) {
        return text(name).map(text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        });
    }

    int number(String name, int otherwise, int min, int max) {
        return read(name, text -> number(text, min, max)).orElse(otherwise);
    }

    static int number(String text, int min, int max) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw new IllegalArgumentException("must be a whole number from " + min + " to " + max);
        }
        return Integer.parseInt(text);
    }

    boolean isOn(String name) {
        return text(name)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "0", "false", "no", "off" -> false;
                    default -> true;
                })
                .orElse(false);
    }
}
