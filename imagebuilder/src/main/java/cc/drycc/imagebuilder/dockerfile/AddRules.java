package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an {@code ADD} may not fetch: addresses. The engine would ask for them itself, from the machine's own network, where
 * it also reaches what listens on the loopback address, and would follow wherever the answer leads. A {@code RUN} asks
 * from the build's own network.
 */
final class AddRules {

    private static final List<String> REMOTE = List.of(
            "http://", "https://", "ftp://", "ftps://", "git://", "ssh://", "git@", "github.com/", "file://", "data:");

    private static final Pattern JSON_FORM = Pattern.compile("[\\[\\]\",]");

    private AddRules() {}

    /** @throws BuildFailed naming the line that fetches something, or that engines could take for it */
    static void check(Dockerfile file) throws BuildFailed {
        for (Instruction instruction : file.instructions()) {
            check(instruction.keyword().equals("ONBUILD") ? instruction.inner() : instruction);
        }
    }

    private static void check(Instruction instruction) throws BuildFailed {
        if (!instruction.keyword().equals("ADD") || instruction.words().isEmpty()) {
            return;
        }
        boolean json = instruction.words().getFirst().startsWith("[");
        for (String word : instruction.words()) {
            String source = json ? JSON_FORM.matcher(word).replaceAll("") : word;
            if (source.matches(".*[\\\\'\"].*")) {
                throw instruction.failed("write the sources of ADD without quotes and escapes, or use COPY");
            }
            checkSource(instruction, source.toLowerCase(Locale.ROOT));
        }
    }

    private static void checkSource(Instruction add, String source) throws BuildFailed {
        if (REMOTE.stream().anyMatch(source::startsWith)) {
            throw add.failed("ADD takes files of the source only; fetch with RUN wget or curl instead");
        }
        int variable = source.indexOf('$');
        if (variable >= 0 && REMOTE.stream().anyMatch(start -> start.startsWith(source.substring(0, variable)))) {
            throw add.failed("ADD could fetch an address here; begin it with ./ or use COPY");
        }
    }
}
