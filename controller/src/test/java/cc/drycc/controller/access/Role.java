package cc.drycc.controller.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may be to an app and to the platform, and what each kind of route answers them. */
enum Role {
    ANONYMOUS,
    /** Kept out; had all rights before. */
    DISABLED,
    STRANGER,
    VIEWER("view"),
    CHANGER("change"),
    DELETER("delete"),
    VIEWER_CHANGER("view,change"),
    VIEWER_DELETER("view,delete"),
    CHANGER_DELETER("change,delete"),
    ALL_RIGHTS("view,change,delete"),
    OWNER,
    ADMINISTRATOR;

    private final Optional<String> rights;

    Role() {
        rights = Optional.empty();
    }

    Role(String rights) {
        this.rights = Optional.of(rights);
    }

    /** What a status says about who asks. */
    enum Answer {
        LET_IN,
        NOBODY_KNOWS_YOU,
        NOT_ALLOWED,
        NO_SUCH_APP;

        static Answer of(int status, String body) {
            return switch (status) {
                case 401 -> NOBODY_KNOWS_YOU;
                case 403 -> NOT_ALLOWED;
                case 404 -> body.contains("No App matches") ? NO_SUCH_APP : LET_IN;
                default -> LET_IN;
            };
        }
    }

    /** The rights a collaborator asks for; empty for who is none. */
    Optional<String> rights() {
        return rights;
    }

    String username() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The whole rule, apart from the code that keeps it. */
    Answer expected(Who route) {
        return switch (route) {
            case EVERYBODY -> Answer.LET_IN;
            case SIGNED_IN -> isOut() ? Answer.NOBODY_KNOWS_YOU : Answer.LET_IN;
            case ADMINISTER -> isOut() ? Answer.NOBODY_KNOWS_YOU : only(this == ADMINISTRATOR);
            case VIEW -> onApp(true);
            case CHANGE -> onApp(has("change"));
            case DELETE -> onApp(has("delete"));
            case OWN -> onApp(false);
        };
    }

    private boolean isOut() {
        return this == ANONYMOUS || this == DISABLED;
    }

    private boolean has(String right) {
        return rights.isPresent() && Arrays.asList(rights.get().split(",")).contains(right);
    }

    private Answer onApp(boolean collaboratorMay) {
        return switch (this) {
            case ANONYMOUS, DISABLED -> Answer.NOBODY_KNOWS_YOU;
            case STRANGER -> Answer.NO_SUCH_APP;
            case OWNER, ADMINISTRATOR -> Answer.LET_IN;
            default -> only(collaboratorMay);
        };
    }

    private static Answer only(boolean allowed) {
        return allowed ? Answer.LET_IN : Answer.NOT_ALLOWED;
    }
}
