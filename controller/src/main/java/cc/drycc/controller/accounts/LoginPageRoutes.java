package cc.drycc.controller.accounts;

import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /v2/login/drycc/?key=KEY}: the page a browser opens for {@code drycc login}. The key was made for one program, which
 * the page names; who logs in lets that program in, once. The form is taken from our own page only: it brings back the value
 * of a cookie that no other site can read or set, and browsers say where it comes from.
 */
@RestController
@RequestMapping(LoginPageRoutes.PATH)
public final class LoginPageRoutes {

    static final String PATH = "/v2/login/drycc";

    private static final String COOKIE = "drycc_login";
    private static final int CHECK_BYTES = 16;
    private static final String NOBODY_WAITS = "This login is over or was never begun. Begin again with: drycc login";

    private final Accounts accounts;
    private final SecureRandom random = new SecureRandom();

    public LoginPageRoutes(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    ResponseEntity<String> show(@RequestParam(defaultValue = "") String key) {
        return accounts.waiting(key)
                .map(request -> form(HttpStatus.OK, key, request, ""))
                .orElseGet(() -> page(HttpStatus.NOT_FOUND, LoginPage.problem(NOBODY_WAITS)));
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> logIn(
            HttpServletRequest request,
            @CookieValue(name = COOKIE, defaultValue = "") String cookie,
            @RequestHeader(name = "Sec-Fetch-Site", defaultValue = "same-origin") String from,
            Client client) {
        var check = field(request, "check");
        // a password belongs in the body: addresses are logged and remembered
        boolean ours = request.getQueryString() == null && from.equals("same-origin") && !check.isEmpty();
        if (!ours || !same(check, cookie)) {
            var what = "The form did not come from our own page, or your browser refuses cookies. Nothing was done.";
            return page(HttpStatus.FORBIDDEN, LoginPage.problem(what));
        }
        return answered(field(request, "key"), field(request, "username"), field(request, "password"), client);
    }

    private static String field(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }

    private ResponseEntity<String> answered(String key, String username, String password, Client client) {
        var request = accounts.waiting(key);
        if (request.isEmpty()) {
            return page(HttpStatus.NOT_FOUND, LoginPage.problem(NOBODY_WAITS));
        }
        try {
            var secret = AccountRules.password("password", password);
            var user = accounts.answerLogin(key, username, secret, client.address());
            return page(HttpStatus.OK, LoginPage.done(user.username()));
        } catch (Problem.Unauthenticated | Problem.InvalidField wrong) {
            return form(HttpStatus.UNAUTHORIZED, key, request.get(), "Name or password is wrong.");
        } catch (Problem.TooMany tooMany) {
            return form(HttpStatus.TOO_MANY_REQUESTS, key, request.get(), tooMany.detail());
        } catch (Problem.NotFound meanwhile) {
            return page(HttpStatus.NOT_FOUND, LoginPage.problem(NOBODY_WAITS));
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private ResponseEntity<String> form(HttpStatus status, String key, LoginRequest request, String problem) {
        var bytes = new byte[CHECK_BYTES];
        random.nextBytes(bytes);
        var check = HexFormat.of().formatHex(bytes);
        var cookie = ResponseCookie.from(COOKIE, check)
                .path(PATH)
                .httpOnly(true)
                .sameSite("Strict")
                .maxAge(Duration.ofMinutes(10))
                .build();
        return html(status)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .body(LoginPage.form(key, check, request, problem));
    }

    private static ResponseEntity<String> page(HttpStatus status, String html) {
        return html(status).body(html);
    }

    private static ResponseEntity.BodyBuilder html(HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", LoginPage.POLICY)
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer");
    }
}
