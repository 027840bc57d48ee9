package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a {@code RUN} may not ask the engine for: more rights, another network, and what is not its own. */
final class RunRules {

    private static final List<String> FORBIDDEN = List.of("security", "network", "device");

    /** Builders read more than a name into other characters. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private final Mounts offered;
    private final Set<String> config;
    private final Set<String> mounted = new TreeSet<>();

    private RunRules(Mounts offered, Set<String> config) {
        this.offered = offered;
        this.config = config;
    }

    /**
     * Checks them all.
     *
     * @param offered what the builder can mount
     * @param config the names of the app's values
     * @return the ids of the secrets that are mounted
     */
    static Set<String> check(Dockerfile file, Mounts offered, Set<String> config) throws BuildFailed {
        var rules = new RunRules(offered, config);
        for (Instruction instruction : file.instructions()) {
            rules.check(instruction);
        }
        return Set.copyOf(rules.mounted);
    }

    private void check(Instruction instruction) throws BuildFailed {
        switch (instruction.keyword()) {
            case "ONBUILD" -> check(instruction.inner());
            case "RUN" -> checkRun(instruction);
            default -> {
                // asks for nothing
            }
        }
    }

    private void checkRun(Instruction run) throws BuildFailed {
        for (String flag : FORBIDDEN) {
            if (run.hasFlag(flag)) {
                throw run.failed("RUN --" + flag + " is not allowed");
            }
        }
        for (String mount : run.flagValues("mount")) {
            checkMount(run, mount);
        }
    }

    private void checkMount(Instruction run, String mount) throws BuildFailed {
        String type = "bind";
        String id = "";
        boolean optional = false;
        for (String option : mount.split(",", -1)) {
            String name = option.replaceFirst("=.*", "");
            String value = option.substring(Math.min(option.length(), name.length() + 1));
            if (!name.matches("[a-z-]+")) {
                throw run.failed("write the options of RUN --mount in lower case");
            }
            switch (name) {
                case "type" -> type = value;
                case "id" -> id = value;
                case "required" -> optional = value.equalsIgnoreCase("false");
                case "source", "src" -> checkPath(run, value);
                default -> {
                    // targets lie in the container, images are checked with all others
                }
            }
        }
        switch (type) {
            case "bind", "tmpfs" -> {
                // from the source itself or from nothing
            }
            case "cache" -> throw run.failed("RUN --mount=type=cache is shared between apps and so not allowed");
            case "secret" -> checkSecret(run, id, optional);
            default -> throw run.failed("RUN --mount=type=" + type.replaceAll("[^a-z]", "?") + " is not allowed");
        }
    }

    private void checkSecret(Instruction run, String id, boolean optional) throws BuildFailed {
        if (offered == Mounts.NONE) {
            throw run.failed(
                    "RUN --mount=type=secret: the platform's engine cannot mount secrets, the builders buildah and"
                            + " buildkit can: `drycc config set DRYCC_STACK=buildah`");
        }
        if (config.contains(id) && SECRET.matcher(id).matches()) {
            mounted.add(id);
        } else if (!optional) {
            throw run.failed("RUN --mount=type=secret: its id must be the name of a config value of the app");
        }
    }

    private static void checkPath(Instruction run, String path) throws BuildFailed {
        if (path.startsWith("/")
                || path.contains("$")
                || List.of(path.split("/")).contains("..")) {
            throw run.failed("RUN --mount may only mount paths inside the source");
        }
    }
}
