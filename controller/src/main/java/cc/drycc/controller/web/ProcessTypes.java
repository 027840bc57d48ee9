package cc.drycc.controller.web;

import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.ProcessType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Process types as clients name several: with commas between them, or as a list. */
public final class ProcessTypes {

    private ProcessTypes() {}

    /**
     * Reads them; none when nothing is given.
     *
     * @param field of the request, for messages
     * @throws Problem.InvalidField when it is neither
     * @throws Problem.Refused when one is none
     */
    public static Set<ProcessType> of(String field, @Nullable Object given) {
        var types = new TreeSet<ProcessType>();
        for (var name : names(field, given)) {
            if (!ProcessType.isValid(name)) {
                throw new Problem.Refused("a process type has a-z (lowercase), 0-9 and hyphens");
            }
            types.add(new ProcessType(name));
        }
        return types;
    }

    private static List<String> names(String field, @Nullable Object given) {
        return switch (given) {
            case null -> List.of();
            case String text ->
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> throw new Problem.InvalidField(field, "Must be process types with commas between them.");
        };
    }
}
