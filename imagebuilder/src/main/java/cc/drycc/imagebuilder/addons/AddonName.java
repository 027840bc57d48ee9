package cc.drycc.imagebuilder.addons;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an add-on may be called: it is typed by people and shown in one line. */
final class AddonName {

    private static final String GRAMMAR = "[a-z][a-z0-9-]{0,39}";
    private static final Pattern NAME = Pattern.compile(GRAMMAR);
    private static final Pattern PROGRAM = Pattern.compile("drycc-builder-(" + GRAMMAR + ")");

    private AddonName() {}

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    /** The name in {@code drycc-builder-NAME}; empty when a file is not called like that. */
    static Optional<String> ofProgram(String file) {
        return Optional.of(PROGRAM.matcher(file)).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }
}
