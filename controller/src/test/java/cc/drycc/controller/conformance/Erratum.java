package cc.drycc.controller.conformance;

import java.util.Arrays;
import java.util.List;

/** Where the reference contradicts itself or what was decided since; the suite checks what is written here instead. */
enum Erratum {
    CREATED_BY_GET("GET of the keys shows 201, every other list 200: 200 is right", "List Keys"),
    ROLLBACK_TO_FIRST(
            "a release without a build cannot run, so going back to v1 is refused: replayed with v2",
            "Rollback Release"),
    NO_CONTENT_TYPE(
            "the example leaves out the Content-Type that bodies need: sent with application/json",
            "Change Password",
            "Update Application Details",
            "Attach a Domain to a Certificate",
            "Add Domain",
            "Add Key to User",
            "Create Application Permission",
            "Grant User Administrative Privileges"),
    BAD_JSON(
            "the example's JSON lacks a comma or has single quotes: sent and read as meant",
            "Create Certificate",
            "Add Domain",
            "List Administrators"),
    LOG_IN_QUOTES("the log is plain text, line by line, without quotes", "Retrieve Application Logs"),
    VERSION_HEADERS("every answer names the versions that run, 2.3 and 2.3.0, whichever chapter the example is from");

    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> titles;

    Erratum(String reason, String... titles) {
        this.reason = reason;
        this.titles = List.of(titles);
    }

    static List<Erratum> all() {
        return Arrays.asList(values());
    }

    boolean concerns(Example example) {
        return titles.contains(example.title());
    }

    @Override
    public String toString() {
        return titles.isEmpty() ? reason : String.join(", ", titles) + ": " + reason;
    }
}
