package cc.drycc.controller.accounts;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** The pages of a login with a browser: plain HTML without scripts. Every text in them that is not ours is escaped. */
final class LoginPage {

    /** Nothing but the page itself and its own style; it sends its form here only and stands in no frame. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 26em; margin: 4em auto; padding: 0 1em; color: #222; }
            label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
            input { margin: .25em 0 1em; padding: .5em; border: 1px solid #888; border-radius: 4px; }
            button { padding: .6em; border: 0; border-radius: 4px; background: #1757c2; color: #fff; }
            .problem { color: #a00; }
            """;

    private LoginPage() {}

    /**
     * Asks for name and password.
     *
     * @param check what the form must bring back beside the cookie of the same value
     * @param problem what went wrong before, may be empty
     */
    static String form(String key, String check, LoginRequest request, String problem) {
        return page("Log in to Drycc", """
                <h1>Log in to Drycc</h1>
                <p>A program waits to act in your name: <b>%s</b> at <b>%s</b>, since %s.</p>
                <p>If you did not just type <code>drycc login</code> there, close this page.</p>
                <p class="problem" role="alert">%s</p>
                <form method="post" action="/v2/login/drycc/">
                <input type="hidden" name="key" value="%s">
                <input type="hidden" name="check" value="%s">
                <label for="username">User name</label>
                <input id="username" name="username" autocomplete="username" autocapitalize="none" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button>Log in and let it in</button>
                </form>
                """.formatted(
                        escaped(request.program().isEmpty() ? "a program without a name" : request.program()),
                        escaped(request.address()),
                        TIME.format(request.since()),
                        escaped(problem),
                        escaped(key),
                        escaped(check)));
    }

    static String done(String username) {
        return page("Logged in", """
                <h1>Logged in as %s</h1>
                <p>Go back to your terminal. You can close this page.</p>
                """.formatted(escaped(username)));
    }

    static String problem(String what) {
        return page("Not logged in", """
                <h1>Not logged in</h1>
                <p>%s</p>
                """.formatted(escaped(what)));
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
                <style>%s</style></head>
                <body>
                %s</body>
                </html>
                """.formatted(title, STYLE, body);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
