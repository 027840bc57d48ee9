package cc.drycc.builder.buildkit;

import cc.drycc.imagebuilder.programs.Program;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The buildkitd an operator runs, and what speaks to it.
 *
 * @param address of buildkitd ({@code DRYCC_BUILDKIT_ADDR}, else {@code BUILDKIT_HOST}); empty: the builder is not used
 * @param program buildctl ({@code DRYCC_BUILDCTL}, else the one on the system's path); empty when there is none
 */
public record BuildkitDaemon(Optional<String> address, Optional<Path> program) {

    static final String ADDRESS = "DRYCC_BUILDKIT_ADDR";
    static final String PROGRAM = "DRYCC_BUILDCTL";

    private static final Pattern URI = Pattern.compile("[a-z][a-z-]*://\\S+");

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public static BuildkitDaemon from(Map<String, String> settings) {
        var general = address(settings, "BUILDKIT_HOST");
        var own = address(settings, ADDRESS);
        String program = settings.getOrDefault(PROGRAM, "").strip();
        return new BuildkitDaemon(
                own.isPresent() ? own : general,
                program.isEmpty() ? Program.find("buildctl") : Optional.of(Path.of(program)));
    }

    private static Optional<String> address(Map<String, String> settings, String name) {
        String value = settings.getOrDefault(name, "").strip();
        if (!value.isEmpty() && !URI.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name + " must be the address of a buildkitd, for example unix:///run/buildkit/buildkitd.sock");
        }
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** What is not there and how to get it; empty when nothing is missing. */
    Optional<String> missing() {
        if (address.isEmpty()) {
            return Optional.of("set " + ADDRESS + " to the address of a buildkitd, then restart the platform");
        }
        return program.isPresent()
                ? Optional.empty()
                : Optional.of("buildctl is not installed: put it on the system's path or name it in " + PROGRAM);
    }

    /** Whether it runs on this machine, so that its containers can be caged. */
    boolean isLocal() {
        return address.orElse("").startsWith("unix://");
    }
}
