package cc.drycc.builder.buildpacks;

import cc.drycc.imagebuilder.source.SourceRefused;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** The {@code exclude} of a {@code project.toml}, in the way of a {@code .gitignore}; exceptions ({@code !}) are not known. */
final class Excluded implements Predicate<Path> {

    private final List<PathMatcher> matchers = new ArrayList<>();

    Excluded(List<String> patterns) throws SourceRefused {
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
                throw new SourceRefused(ProjectFile.NAME + ": exclude has a pattern that cannot be used");
            }
        }
    }

    @Override
    public boolean test(Path path) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }
}
