package cc.drycc.imagebuilder;

import cc.drycc.imagebuilder.ssh.SshKey;
import cc.drycc.imagebuilder.transcript.Redaction;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which of an app's config values are secrets in a log: all that are not plainly a switch, a number or a setting of ours. */
public final class ConfigSecrets {

    private static final Pattern PLAIN = Pattern.compile("(?i)true|false|none|null|[0-9]{1,6}");

    private ConfigSecrets() {}

    /** Takes them out of what is shown to people: build output, the last words of a pod that failed. */
    public static Redaction redaction(Map<String, String> config) {
        return Redaction.of(Stream.concat(
                        config.containsKey(SshKey.VARIABLE)
                                ? Stream.of(SshKey.text(config.getOrDefault(SshKey.VARIABLE, "")))
                                : Stream.of(),
                        config.entrySet().stream()
                                .filter(entry -> !entry.getKey().startsWith("DRYCC_"))
                                .map(Map.Entry::getValue)
                                .filter(value -> !PLAIN.matcher(value).matches()))
                .toList());
    }
}
