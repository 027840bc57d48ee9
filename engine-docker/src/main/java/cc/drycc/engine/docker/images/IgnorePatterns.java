package cc.drycc.engine.docker.images;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The patterns of a {@code .dockerignore}: Go's {@code filepath.Match} with {@code **} for any number of folders, {@code !}
 * for exceptions, the last match wins, and a match on a folder covers what is in it (Docker's "Dockerfile reference",
 * ".dockerignore file").
 */
final class IgnorePatterns {

    private record Rule(Pattern pattern, boolean keeps) {}

    private final List<Rule> rules = new ArrayList<>();

    IgnorePatterns(List<String> lines) {
        for (String line : lines) {
            String text = line.strip();
            boolean keeps = text.startsWith("!");
            String path = clean(keeps ? text.substring(1).strip() : text);
            if (!path.isEmpty() && !text.startsWith("#")) {
                rules.add(new Rule(Pattern.compile(regex(path)), keeps));
            }
        }
    }

    /** Whether a path, with {@code /} between its parts and none in front, stays out of the context. */
    boolean excludes(String path) {
        boolean out = false;
        for (Rule rule : rules) {
            if (out == rule.keeps() && matchesPathOrParent(rule, path)) {
                out = !rule.keeps();
            }
        }
        return out;
    }

    /** Whether something inside an excluded folder may be wanted after all. */
    boolean hasExceptions() {
        return rules.stream().anyMatch(Rule::keeps);
    }

    private static boolean matchesPathOrParent(Rule rule, String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (rule.pattern().matcher(path.substring(0, end)).matches()) {
                return true;
            }
        }
        return false;
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

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char next = glob.charAt(at);
            if (glob.startsWith("**", at)) {
                at += 2;
                if (at < glob.length() && glob.charAt(at) == '/') {
                    at++;
                    regex.append("(?:.*/)?");
                } else {
                    regex.append(".*");
                }
            } else if (next == '[' && glob.indexOf(']', at + 1) > 0) {
                int end = glob.indexOf(']', at + 1);
                regex.append(range(glob.substring(at + 1, end)));
                at = end + 1;
            } else if (next == '\\' && at + 1 < glob.length()) {
                regex.append(Pattern.quote(glob.substring(at + 1, at + 2)));
                at += 2;
            } else {
                regex.append(
                        switch (next) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(String.valueOf(next));
                        });
                at++;
            }
        }
        return regex.toString();
    }

    private static String range(String inside) {
        boolean not = inside.startsWith("^");
        String body = (not ? inside.substring(1) : inside)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&", "\\&")
                .replace("^", "\\^");
        return (not ? "[^/" : "[") + body + "]";
    }
}
