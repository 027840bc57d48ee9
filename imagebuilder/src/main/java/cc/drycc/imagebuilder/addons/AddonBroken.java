package cc.drycc.imagebuilder.addons;

import org.jspecify.annotations.Nullable;

/** An add-on cannot be used; the message says why, in one line for the operator. */
final class AddonBroken extends Exception {

    private static final long serialVersionUID = 1L;

    AddonBroken(String reason) {
        super(reason);
    }

    /** What somebody else's code threw, in a line. */
    static String words(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "no reason given";
        }
        String message = thrown.getMessage();
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        String cut = first.length() > 300 ? first.substring(0, 300) + "…" : first;
        return (thrown.getClass().getSimpleName() + (cut.isEmpty() ? "" : ": " + cut)).replaceAll("\\p{Cntrl}", "?");
    }
}
