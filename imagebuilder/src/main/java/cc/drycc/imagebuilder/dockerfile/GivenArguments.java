package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes values into a Dockerfile: after each {@code ARG} another one, with the value that is given. */
final class GivenArguments {

    private static final Pattern ESCAPE_DIRECTIVE = Pattern.compile("#\\s*escape\\s*=.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNWRITABLE = Pattern.compile("\\p{Cntrl}");

    /** A comment that is no directive: those after it are none either. */
    private static final String END_OF_DIRECTIVES = "# -\n";

    private final Dockerfile file;
    private final String[] lines;
    private final boolean ownEscape;

    GivenArguments(Dockerfile file) {
        this.file = file;
        this.lines = file.text().split("\n", -1);
        this.ownEscape = ESCAPE_DIRECTIVE.matcher(lines[0].strip()).matches();
    }

    String write(Map<String, String> values) throws BuildFailed {
        var text = new StringBuilder(ownEscape ? lines[0] + "\n" : "").append(END_OF_DIRECTIVES);
        int from = ownEscape ? 1 : 0;
        var all = file.instructions();
        for (int i = 0; i < all.size() - 1; i++) {
            int until = all.get(i + 1).line() - 1;
            copy(text, from, until);
            from = until;
            for (String added : given(all.get(i), values)) {
                text.append(added).append('\n');
            }
        }
        copy(text, from, lines.length);
        return text.toString();
    }

    private void copy(StringBuilder text, int from, int until) {
        for (int i = from; i < until; i++) {
            text.append(lines[i]).append('\n');
        }
    }

    private List<String> given(Instruction instruction, Map<String, String> values) throws BuildFailed {
        if (!instruction.keyword().equals("ARG")) {
            return List.of();
        }
        var added = new java.util.ArrayList<String>();
        for (String word : instruction.words()) {
            String name = word.replaceFirst("=.*", "");
            String value = values.get(name);
            if (value != null && UNWRITABLE.matcher(value).find()) {
                throw instruction.failed("the config's value of " + name
                        + " has more than one line; mount it with RUN --mount=type=secret,id=" + name);
            }
            if (value != null) {
                added.add("ARG " + name + "=\"" + quoted(value) + "\"");
            }
        }
        return added;
    }

    private String quoted(String value) {
        char escape = ownEscape && lines[0].contains("`") ? '`' : '\\';
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '$' || c == escape) {
                text.append(escape);
            }
            text.append(c);
        }
        return text.toString();
    }
}
