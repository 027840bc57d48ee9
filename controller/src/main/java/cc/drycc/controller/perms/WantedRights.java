package cc.drycc.controller.perms;

import cc.drycc.controller.access.Right;
import cc.drycc.controller.problems.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rights somebody is to have, in each form that clients send. */
final class WantedRights {

    private static final String WORDS = "Give view, change or delete, separated by commas. Nothing was changed.";

    private WantedRights() {}

    /** All three where the request names none: the reference's form, in which collaborators may do everything. */
    static Set<Right> orAll(@Nullable Object permissions) {
        return permissions == null ? EnumSet.allOf(Right.class) : required(permissions);
    }

    /** @throws Problem.InvalidField unless at least one right is named and nothing else */
    static Set<Right> required(@Nullable Object permissions) {
        var rights = EnumSet.noneOf(Right.class);
        for (var word : words(permissions)) {
            rights.add(Right.of(word.strip()).orElseThrow(WantedRights::invalid));
        }
        if (rights.isEmpty()) {
            throw invalid();
        }
        return rights;
    }

    private static List<String> words(@Nullable Object permissions) {
        return switch (permissions) {
            case null -> throw new Problem.InvalidField("permissions", "This field is required.");
            case String text -> List.of(text.split(",", -1));
            case List<?> list -> strings(list);
            default -> throw invalid();
        };
    }

    private static List<String> strings(List<?> list) {
        var words = new ArrayList<String>();
        for (var element : list) {
            if (!(element instanceof String word)) {
                throw invalid();
            }
            words.add(word);
        }
        return words;
    }

    private static Problem invalid() {
        return new Problem.InvalidField("permissions", WORDS);
    }
}
