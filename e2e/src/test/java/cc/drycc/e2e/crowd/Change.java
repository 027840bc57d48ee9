package cc.drycc.e2e.crowd;

import java.util.Optional;

/** One change somebody made and was told the release of. */
public sealed interface Change {

    /** The release it made. */
    int version();

    /**
     * A value set, or unset.
     *
     * @param value empty when it was unset
     */
    record Configured(int version, String name, Optional<String> value) implements Change {}

    /** Gone back to another release. */
    record RolledBack(int version) implements Change {}

    /**
     * A commit pushed.
     *
     * @param text what the version file of that commit says
     */
    record Pushed(int version, String sha, String text) implements Change {}
}
