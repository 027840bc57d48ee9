package cc.drycc.controller.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an app's owner may grant to a collaborator. */
public enum Right {
    VIEW,
    CHANGE,
    DELETE;

    /** What it allows; each right lets one look too. */
    Set<Action> actions() {
        return switch (this) {
            case VIEW -> EnumSet.of(Action.VIEW);
            case CHANGE -> EnumSet.of(Action.VIEW, Action.CHANGE);
            case DELETE -> EnumSet.of(Action.VIEW, Action.DELETE);
        };
    }

    /** As it is called on the wire and in the database: {@code view}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The right of that name; empty when there is none. */
    public static Optional<Right> of(String word) {
        return Stream.of(values()).filter(right -> right.word().equals(word)).findFirst();
    }
}
