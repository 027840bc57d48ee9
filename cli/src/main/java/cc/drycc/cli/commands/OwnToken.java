package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.http.Api;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The token that a profile holds, at the controller that gave it. */
final class OwnToken {

    private static final String CUT = "...";
    private static final int MANY = 1000;

    private OwnToken() {}

    /**
     * Ends it, so that a copy of it opens nothing any more.
     *
     * @return why it goes on, when it does
     */
    static Optional<String> end(Api api, String token) {
        try {
            if (!api.isWelcome()) {
                return Optional.empty(); // it has ended before
            }
            for (var known : api.list("/v2/tokens/?limit=" + MANY).path("results")) {
                if (isShownAs(token, known)) {
                    api.delete("/v2/tokens/" + Api.segment(known.path("uuid").asString("")) + "/");
                    return Optional.empty();
                }
            }
            return Optional.of("it is not among your tokens");
        } catch (CliProblem away) {
            return Optional.of(String.valueOf(away.getMessage()));
        }
    }

    /** Lists show the beginning and the end only. */
    private static boolean isShownAs(String token, JsonNode known) {
        var shown = known.path("fuzzy_key").asString("");
        int cut = shown.indexOf(CUT);
        return cut > 0
                && token.startsWith(shown.substring(0, cut))
                && token.endsWith(shown.substring(cut + CUT.length()))
                && token.length() > shown.length();
    }
}
