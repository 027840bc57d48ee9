package cc.drycc.controller.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The REST reference's text, read into its examples. */
final class Reference {

    private static final Pattern CHAPTER = Pattern.compile("10\\.\\d - Controller API v(2\\.\\d)");
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S+) HTTP/1\\.1");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z_-]*): (\\S.*)");
    private static final Pattern BODY = Pattern.compile("[{\\[\"'].*");

    private final Deque<String> lines;
    private final List<Example> examples = new ArrayList<>();
    private String api = "";

    private Reference(List<String> lines) {
        this.lines = new ArrayDeque<>(lines);
    }

    /** All examples of all chapters, in the order of the text. */
    static List<Example> examples() {
        var reference = new Reference(text().lines().toList());
        reference.read();
        return List.copyOf(reference.examples);
    }

    static String text() {
        try (var in = Reference.class.getResourceAsStream("/reference/controller-api.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        var prose = new ArrayList<String>();
        while (!lines.isEmpty()) {
            var chapter = CHAPTER.matcher(lines.element());
            if (chapter.matches()) {
                api = chapter.group(1);
            }
            if (REQUEST.matcher(lines.element()).matches()) {
                examples.add(new Example(api, title(prose), request(), reply()));
                prose.clear();
            } else {
                prose.add(lines.remove());
            }
        }
    }

    /** The last line before the example that is neither its heading nor a note. */
    private static String title(List<String> prose) {
        var before = prose.contains("note") ? prose.subList(0, prose.indexOf("note")) : prose;
        return before.reversed().stream()
                .filter(line -> !line.equals("Example Request:"))
                .findFirst()
                .orElseThrow();
    }

    private Example.Request request() {
        var line = REQUEST.matcher(lines.remove());
        if (!line.matches()) {
            throw new IllegalStateException("not a request line");
        }
        var headers = headers();
        var body = body();
        Optional<String> optional = Optional.empty();
        while (!lines.element().equals("Example Response:")) {
            var next = lines.element();
            optional = next.startsWith("{") ? body() : optional;
            if (!next.startsWith("{")) {
                lines.remove();
            }
        }
        lines.remove();
        return new Example.Request(line.group(1), line.group(2), headers, body, optional);
    }

    private Example.Reply reply() {
        var status = STATUS.matcher(lines.remove());
        if (!status.matches()) {
            throw new IllegalStateException("not a status line");
        }
        var headers = headers();
        return new Example.Reply(Integer.parseInt(status.group(1)), headers, body());
    }

    private Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        while (!lines.isEmpty()) {
            var header = HEADER.matcher(lines.element());
            if (!header.matches()) {
                break;
            }
            headers.put(header.group(1), header.group(2));
            lines.remove();
        }
        return headers;
    }

    /** From a line that opens a body to the one that closes it. */
    private Optional<String> body() {
        if (lines.isEmpty() || !BODY.matcher(lines.element()).matches()) {
            return Optional.empty();
        }
        var body = new StringBuilder();
        do {
            body.append(lines.remove()).append('\n');
        } while (depth(body) > 0);
        return Optional.of(body.toString().strip());
    }

    private static long depth(CharSequence text) {
        return text.chars().filter(c -> c == '{' || c == '[').count()
                - text.chars().filter(c -> c == '}' || c == ']').count();
    }
}
