package cc.drycc.imagebuilder.source;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Paths a source wants left out, named in the way of a {@code .gitignore}; exceptions ({@code !}) are not known. */
public final class Excluded implements Predicate<Path> {

    private final List<PathMatcher> matchers = new ArrayList<>();

    /**
     * @param where the patterns stand, for the message when one cannot be used: {@code .slugignore}
     * @throws SourceRefused when one cannot
     */
    public Excluded(String where, List<String> patterns) throws SourceRefused {
        for (String pattern : patterns) {
            String path = pattern.replaceFirst("^/+", "").replaceFirst("/+$", "");
            try {
                if (path.isEmpty() || pattern.startsWith("!")) {
                    throw new PatternSyntaxException("not supported", pattern, 0);
                }
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + path));
                if (!path.contains("/") && !pattern.startsWith("/")) {
                    matchers.add(FileSystems.getDefault().getPathMatcher("glob:**/" + path));
                }
            } catch (PatternSyntaxException e) {
                throw new SourceRefused(where + " has a pattern that cannot be used");
            }
        }
    }

    @Override
    public boolean test(Path path) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }
}
