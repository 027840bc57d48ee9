package cc.drycc.imagebuilder.source;

import java.io.IOException;
import java.util.List;

/**
 * The patterns of a {@code .dockerignore}, in order, as the engine wants them: comments and empty lines are gone, CRLF
 * and byte order mark too. What a pattern means is the engine's business.
 */
public final class DockerIgnore {

    /** The engine looks at every pattern for every file. */
    public static final int MAX_PATTERNS = 2_000;

    private static final String NAME = ".dockerignore";

    private DockerIgnore() {}

    /**
     * Reads the patterns of a source tree.
     *
     * @return none when there is no such file
     * @throws SourceRefused when it is no regular file, too large, or has too many patterns
     */
    public static List<String> of(Source source) throws SourceRefused, IOException {
        var patterns = source.text(NAME).stream()
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("#"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (patterns.size() > MAX_PATTERNS) {
            throw new SourceRefused(NAME + " has more than " + MAX_PATTERNS + " patterns");
        }
        return patterns;
    }
}
