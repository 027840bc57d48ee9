package cc.drycc.controller.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether an answer has every field the example shows, each of the example's type. Further fields are welcome. */
final class Shape {

    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d[T.].*");
    private static final Pattern UUID = Pattern.compile("[0-9a-f.]{7,8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

    private final List<String> differences = new ArrayList<>();

    private Shape() {}

    /** What is missing or of another type; empty when nothing is. */
    static List<String> differences(JsonNode shown, JsonNode actual) {
        var shape = new Shape();
        shape.compare("$", shown, actual);
        return shape.differences;
    }

    private void compare(String path, JsonNode shown, JsonNode actual) {
        if (shown.isNull()) {
            return;
        }
        if (shown.getNodeType() != actual.getNodeType()) {
            differences.add("%s is %s, not %s".formatted(path, actual.getNodeType(), shown.getNodeType()));
        } else if (shown.isObject()) {
            object(path, shown, actual);
        } else if (shown.isArray()) {
            array(path, shown, actual);
        } else if (shown.isString()) {
            string(path, shown.asString(), actual.asString());
        }
    }

    private void object(String path, JsonNode shown, JsonNode actual) {
        shown.properties().forEach(field -> {
            var inside = path + "." + field.getKey();
            if (actual.has(field.getKey())) {
                compare(inside, field.getValue(), actual.get(field.getKey()));
            } else {
                differences.add(inside + " is missing");
            }
        });
    }

    /** Each element is like one of those shown. */
    private void array(String path, JsonNode shown, JsonNode actual) {
        if (shown.isEmpty()) {
            return;
        }
        if (actual.isEmpty()) {
            differences.add(path + " is empty");
        }
        for (int i = 0; i < actual.size(); i++) {
            var element = actual.get(i);
            if (shown.valueStream().noneMatch(each -> differences(each, element).isEmpty())) {
                var reason = differences(shown.get(0), element);
                differences.add("%s[%d] is like none shown: %s".formatted(path, i, reason));
            }
        }
    }

    private void string(String path, String shown, String actual) {
        if (TIME.matcher(shown).matches()
                && !actual.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|UTC)")) {
            differences.add(path + " is not a time: " + actual);
        }
        if (UUID.matcher(shown).matches() && !actual.matches("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}")) {
            differences.add(path + " is not a UUID: " + actual);
        }
    }
}
