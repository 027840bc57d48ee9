package cc.drycc.controller.settings;

import cc.drycc.controller.problems.Problem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads lists of addresses as people send them. */
final class Addressing {

    private static final int MOST = 500;

    private Addressing() {}

    /**
     * The ranges of {@code ["192.0.2.7", "10.0.0.0/8"]} or of the same in one string with commas, each once.
     *
     * @throws Problem.InvalidField for this field
     */
    static List<AddressRange> ranges(String field, Object value) {
        var texts = switch (value) {
            case List<?> list -> list;
            case String text ->
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
            default -> throw new Problem.InvalidField(field, "Must be a list of IP addresses or networks.");
        };
        var ranges = new LinkedHashSet<AddressRange>();
        for (var text : texts) {
            if (!(text instanceof String string)) {
                throw new Problem.InvalidField(field, "Must be a list of IP addresses or networks.");
            }
            ranges.add(AddressRange.parse(string).orElseThrow(() -> new Problem.InvalidField(field, wrong(string))));
        }
        if (ranges.size() > MOST) {
            throw new Problem.InvalidField(field, "Has at most " + MOST + " entries.");
        }
        return List.copyOf(ranges);
    }

    private static String wrong(String text) {
        var shown = text.replaceAll("[^0-9A-Za-z.:/-]", "?");
        return "%s is not an IP address or network, for example 192.0.2.7 or 10.0.0.0/8 (without host bits)."
                .formatted(shown.length() <= 60 ? shown : shown.substring(0, 60) + "…");
    }
}
