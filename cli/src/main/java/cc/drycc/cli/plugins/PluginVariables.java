package cc.drycc.cli.plugins;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.Surroundings;
import cc.drycc.cli.profile.Profile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plugin finds in its environment besides ours: {@code DRYCC_PROFILE} and {@code DRYCC_APP} when {@code -c} and
 * {@code -a} stand before its name; and, of who is logged in, {@code DRYCC_CONTROLLER_URL}, {@code DRYCC_TOKEN},
 * {@code DRYCC_USERNAME}, {@code DRYCC_SSL_VERIFY} and {@code DRYCC_RESPONSE_LIMIT}.
 */
public final class PluginVariables {

    private PluginVariables() {}

    /** @param before the words in front of the plugin's name */
    public static Map<String, String> of(List<String> before, Surroundings around) {
        var variables = new HashMap<String, String>();
        value(before, "-a", "--app").ifPresent(app -> variables.put("DRYCC_APP", app));
        var file = Profile.file(value(before, "-c", "--config"), around);
        variables.put("DRYCC_PROFILE", file.toString());
        profile(file).ifPresent(profile -> {
            variables.put("DRYCC_CONTROLLER_URL", profile.controller());
            variables.put("DRYCC_TOKEN", profile.token());
            variables.put("DRYCC_USERNAME", profile.username());
            variables.put("DRYCC_SSL_VERIFY", Boolean.toString(profile.sslVerify()));
            variables.put("DRYCC_RESPONSE_LIMIT", Integer.toString(profile.responseLimit()));
        });
        return variables;
    }

    private static Optional<Profile> profile(Path file) {
        try {
            return Optional.of(Profile.load(file));
        } catch (CliProblem nobodyIsLoggedIn) {
            // a plugin may do without
            return Optional.empty();
        }
    }

    private static Optional<String> value(List<String> words, String brief, String full) {
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if ((word.equals(brief) || word.equals(full)) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
            if (word.startsWith(full + "=")) {
                return Optional.of(word.substring(full.length() + 1));
            }
        }
        return Optional.empty();
    }
}
