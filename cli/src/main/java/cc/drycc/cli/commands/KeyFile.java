package cc.drycc.cli.commands;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code SSH_KEY} as people write it: the text of a private key, or the name of the file it is in (seed 5.2). The platform
 * never sees this machine's files, so it gets the text.
 */
final class KeyFile {

    private static final String NAME = "SSH_KEY";
    private static final long LONGEST = 64 * 1024;

    private KeyFile() {}

    /** The same values, with the text of the key in place of its file's name. */
    static Map<String, String> read(Map<String, String> values, Surroundings around) {
        var value = values.get(NAME);
        if (value == null || value.isBlank() || value.contains("\n") || value.startsWith("-----")) {
            return values;
        }
        var file = around.path(value);
        if (!Files.isRegularFile(file)) {
            if (value.matches("[~./].*")) {
                throw new CliProblem("there is no file " + value + " with a private key. Nothing was changed.");
            }
            return values;
        }
        var read = new LinkedHashMap<>(values);
        read.put(NAME, key(file));
        return read;
    }

    private static String key(Path file) {
        try {
            var text = Files.size(file) > LONGEST ? "" : Files.readString(file);
            if (!text.startsWith("-----BEGIN ") || !text.contains("PRIVATE KEY-----")) {
                throw new CliProblem(file + " is no private key. Nothing was changed.");
            }
            return text;
        } catch (IOException e) {
            throw new CliProblem("cannot read " + file + ". Nothing was changed.", e);
        }
    }
}
