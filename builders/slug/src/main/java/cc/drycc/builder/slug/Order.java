package cc.drycc.builder.slug;

import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which buildpacks a source asks for: its app's {@code BUILDPACK_URL}, else the lines of {@code .buildpacks}. Each is the
 * name of one in the stack image, or {@code ./path} of one in the source itself. None is fetched: what builds an app is in
 * the stack the operator chose or in the commit that was pushed, so the same commit builds the same, also tomorrow and
 * with no network, and the platform opens no address a tenant names.
 *
 * @param names in the order they run; none to let the stack's buildpacks detect
 */
record Order(List<String> names) {

    static final String FILE = ".buildpacks";
    static final String VARIABLE = "BUILDPACK_URL";

    private static final int MOST = 20;
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}|\\.(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){1,10}");

    Order {
        names = List.copyOf(names);
    }

    /** @throws SourceRefused when one is neither, or they are too many */
    static Order of(Source source, Map<String, String> config) throws SourceRefused, IOException {
        String wanted = config.getOrDefault(VARIABLE, "").strip();
        if (!wanted.isEmpty()) {
            return new Order(List.of(checked(VARIABLE, wanted)));
        }
        var lines = source.text(FILE).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.size() > MOST) {
            throw new SourceRefused("%s names more than %d buildpacks".formatted(FILE, MOST));
        }
        for (String line : lines) {
            checked(FILE, line);
        }
        return new Order(lines);
    }

    private static String checked(String where, String name) throws SourceRefused {
        if (name.contains("://") || name.contains("@")) {
            throw new SourceRefused(where + ": buildpacks are not fetched from an address; put it into the source and "
                    + "write ./path, or write the name of one in the stack");
        }
        if (!NAME.matcher(name).matches()) {
            throw new SourceRefused(where + " must name buildpacks of the stack, or ./path of one in the source");
        }
        return name;
    }

    /** As the script reads it. */
    String text() {
        return names.isEmpty() ? "" : String.join("\n", names) + "\n";
    }
}
