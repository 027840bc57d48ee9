package cc.drycc.controller.logs;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.accounts.SignedIn;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.web.For;
import cc.drycc.engine.LogQuery;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v2/apps/APP/logs/} and {@code …/pods/POD/logs/}: plain text, line by line. */
@RestController
public final class LogRoutes {

    private final LogReader reader;
    private final FollowLog follow;
    private final PodLog pods;
    private final WhileAllowed whileAllowed;

    public LogRoutes(LogReader reader, FollowLog follow, PodLog pods, WhileAllowed whileAllowed) {
        this.reader = reader;
        this.follow = follow;
        this.pods = pods;
        this.whileAllowed = whileAllowed;
    }

    @GetMapping("/v2/apps/{app}/logs")
    void app(
            SignedIn who,
            @For(Action.VIEW) App app,
            @RequestParam(name = "log_lines", required = false) @Nullable String lines,
            @RequestParam(name = "follow", required = false) @Nullable String following,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        int count = count(lines);
        if (isOn(following)) {
            stream(who, app, response, sink -> follow.follow(app, count, sink));
            return;
        }
        var text = new StringBuilder();
        reader.last(app, count).forEach(line -> text.append(line).append('\n'));
        plainText(response).write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/v2/apps/{app}/pods/{pod}/logs")
    void pod(
            SignedIn who,
            @For(Action.VIEW) App app,
            @PathVariable String pod,
            @RequestParam(name = "log_lines", required = false) @Nullable String lines,
            @RequestParam(name = "follow", required = false) @Nullable String following,
            @RequestParam(name = "container", required = false) @Nullable String container,
            @RequestParam(name = "previous", required = false) @Nullable String previous,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var part = isOn(previous) ? LogQuery.Part.PREVIOUS : LogQuery.Part.ALL;
        var query = new LogQuery(count(lines), isOn(following), part);
        var found = pods.find(app, pod);
        pods.check(found, container == null ? "" : container, part);
        stream(who, app, response, sink -> pods.read(found, query, sink));
    }

    private interface Stream {
        void into(LogReader.Lines sink) throws IOException, InterruptedException;
    }

    /** Streams until the end, or until the reader may see the app no more: then it says so in a last line. */
    private void stream(SignedIn who, App app, HttpServletResponse response, Stream stream)
            throws IOException, InterruptedException {
        var sink = flushing(response);
        try {
            whileAllowed.<Boolean, IOException>run(who, Action.VIEW, app, () -> {
                stream.into(sink);
                return true;
            });
        } catch (Problem.Forbidden ended) {
            sink.line(ended.detail());
        }
    }

    /** Each line reaches the reader at once. */
    private static LogReader.Lines flushing(HttpServletResponse response) throws IOException {
        var out = plainText(response);
        response.flushBuffer();
        return line -> {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        };
    }

    private static OutputStream plainText(HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        return response.getOutputStream();
    }

    private static boolean isOn(@Nullable String text) {
        return "true".equals(text) || "1".equals(text);
    }

    private static int count(@Nullable String lines) {
        if (lines == null || lines.isEmpty()) {
            return LogReader.DEFAULT_LINES;
        }
        if (!lines.matches("[0-9]{1,18}")) {
            throw new Problem.InvalidField("log_lines", "A whole number of lines is required.");
        }
        return (int) Math.min(Long.parseLong(lines), LogReader.MOST_LINES);
    }
}
