package cc.drycc.imagebuilder.evidence;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files with one package a line. */
final class LineLocks {

    /** {@code name[extra]==1.0 ; marker}: what is not pinned has no version to tell. */
    private static final Pattern REQUIREMENT =
            Pattern.compile("(?m)^[ \\t]*([A-Za-z0-9._-]+)(?:\\[[^\\]\\n]*\\])?[ \\t]*===?[ \\t]*([^\\s;#\\\\*]+)");

    /** {@code require name v1.0} or a line of such a block. */
    private static final Pattern MODULE =
            Pattern.compile("(?m)^[ \\t]*(?:require[ \\t]+)?([a-z0-9.-]+\\.[a-z]+(?:/[^\\s]+)?)[ \\t]+(v[0-9]\\S*)");

    /** {@code     name (1.0)}: four blanks; six are what that one needs. */
    private static final Pattern GEM = Pattern.compile("(?m)^ {4}([A-Za-z0-9._-]+) \\(([^)\\s]+)\\)$");

    private LineLocks() {}

    static Stream<Component> requirements(String text) {
        return REQUIREMENT
                .matcher(text)
                .results()
                .flatMap(match -> Component.of("pypi", "", match.group(1), match.group(2)).stream());
    }

    static Stream<Component> goModules(String text) {
        return MODULE.matcher(text).results().flatMap(match -> module(match.group(1), match.group(2)).stream());
    }

    private static Optional<Component> module(String path, String version) {
        int slash = path.lastIndexOf('/');
        return Component.of("golang", slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1), version);
    }

    static Stream<Component> gems(String text) {
        return GEM.matcher(text)
                .results()
                .flatMap(match -> Component.of("gem", "", match.group(1), match.group(2)).stream());
    }
}
