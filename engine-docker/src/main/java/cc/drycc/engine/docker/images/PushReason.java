package cc.drycc.engine.docker.images;

import cc.drycc.engine.ImagePush;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.PushFailed.Again;
import java.util.regex.Pattern;

/** Turns an engine's words about a push into one line, and knows which failures pass. */
final class PushReason {

    private static final Pattern UNAUTHORIZED = Pattern.compile(
            "(?i)unauthorized|authentication required|no basic auth credentials|denied|forbidden|status(?: code)?:? 40[13]");
    private static final Pattern PLAIN_HTTP =
            Pattern.compile("server gave HTTP response to HTTPS client|certificate signed by unknown authority|x509:");
    private static final Pattern NO_SPACE = Pattern.compile("no space left on device");
    private static final Pattern AWAY = Pattern.compile(
            "(?i)no such host|connection refused|connection reset|broken pipe|i/o timeout|timeout|EOF|network is unreachable"
                    + "|pinging container registry|server misbehaving|TLS handshake|temporary failure in name resolution"
                    + "|toomanyrequests|too many requests|status(?: code)?:? ?(?:429|5\\d\\d)|50[0234] |received unexpected HTTP status: 5"
                    + "|http: server closed|unexpected http code: 5|blob upload");

    private PushReason() {}

    static PushFailed of(ImagePush push, String words) {
        String registry = registry(push);
        if (UNAUTHORIZED.matcher(words).find()) {
            String who = push.login().isPresent() ? "these credentials" : "anybody without credentials";
            return useless("unauthorized: %s does not let %s push %s".formatted(registry, who, push.target()));
        }
        if (PLAIN_HTTP.matcher(words).find()) {
            return useless("%s has no certificate that the engine trusts; nothing was sent".formatted(registry));
        }
        if (NO_SPACE.matcher(words).find()) {
            return useless("no space left on the disk of the server, or of %s".formatted(registry));
        }
        if (AWAY.matcher(words).find()) {
            return new PushFailed(
                    Again.MAY_WORK, "%s cannot be reached or broke off: %s".formatted(registry, oneLine(words)));
        }
        return useless("%s refused %s: %s".formatted(registry, push.target(), oneLine(words)));
    }

    private static PushFailed useless(String reason) {
        return new PushFailed(Again.IS_USELESS, reason);
    }

    private static String registry(ImagePush push) {
        String first = push.target().value().split("/", 2)[0];
        boolean host = push.target().value().contains("/")
                && (first.contains(".") || first.contains(":") || first.equals("localhost"));
        return "the registry " + (host ? first : "docker.io");
    }

    private static String oneLine(String words) {
        String line = words.strip().replaceAll("\\s*\\R\\s*", " ");
        return line.length() > 300 ? line.substring(0, 297) + "..." : line;
    }
}
