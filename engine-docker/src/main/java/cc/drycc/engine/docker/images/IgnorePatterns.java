package cc.drycc.engine.docker.images;

import java.util.ArrayList;
import java.util.List;

/**
 * The patterns of a {@code .dockerignore}: Go's {@code filepath.Match} with {@code **} for any number of folders, {@code !}
 * for exceptions, the last match wins, and a match on a folder covers what is in it (Docker's "Dockerfile reference",
 * ".dockerignore file").
 */
final class IgnorePatterns {

    private record Rule(Glob glob, boolean keeps) {}

    private final List<Rule> rules = new ArrayList<>();

    IgnorePatterns(List<String> lines) {
        for (String line : lines) {
            String text = line.strip();
            boolean keeps = text.startsWith("!");
            String path = clean(keeps ? text.substring(1).strip() : text);
            if (!path.isEmpty() && !text.startsWith("#")) {
                rules.add(new Rule(Glob.of(path), keeps));
            }
        }
    }

    /** Whether a path, with {@code /} between its parts and none in front, stays out of the context. */
    boolean excludes(String path) {
        boolean out = false;
        for (Rule rule : rules) {
            if (out == rule.keeps() && rule.glob().matchesOrHolds(path)) {
                out = !rule.keeps();
            }
        }
        return out;
    }

    /** Whether something inside an excluded folder may be wanted after all. */
    boolean hasExceptions() {
        return rules.stream().anyMatch(Rule::keeps);
    }

    private static String clean(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && !parts.isEmpty()) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
