package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import cc.drycc.imagebuilder.ssh.SshKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a {@code RUN} may not ask the engine for: more rights, another network, and what is not its own. */
final class RunRules {

    private static final List<String> FORBIDDEN = List.of("security", "network", "device");

    /** Builders read more than a name into other characters. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /**
     * What commands mount.
     *
     * @param secrets by their ids: never logged
     * @param agent the key an agent signs with, when a command wants one
     */
    record Mounted(Map<String, String> secrets, Optional<SshKey> agent) {

        Mounted {
            secrets = Map.copyOf(secrets);
        }

        /** Names the secrets only. */
        @Override
        public String toString() {
            return "Mounted" + secrets.keySet();
        }
    }

    private final Mounts offered;
    private final Map<String, String> config;
    private final Map<String, String> secrets = new TreeMap<>();
    private Optional<SshKey> agent = Optional.empty();

    private RunRules(Mounts offered, Map<String, String> config) {
        this.offered = offered;
        this.config = config;
    }

    /**
     * Checks them all.
     *
     * @param offered what the builder can mount
     * @param config the app's values
     * @return what is mounted
     */
    static Mounted check(Dockerfile file, Mounts offered, Map<String, String> config) throws BuildFailed {
        var rules = new RunRules(offered, config);
        for (Instruction instruction : file.instructions()) {
            rules.check(instruction);
        }
        return new Mounted(rules.secrets, rules.agent);
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
            case "ssh" -> checkAgent(run, id, optional);
            default -> throw run.failed("RUN --mount=type=" + type.replaceAll("[^a-z]", "?") + " is not allowed");
        }
    }

    private void checkSecret(Instruction run, String id, boolean optional) throws BuildFailed {
        if (offered == Mounts.NONE) {
            throw run.failed(
                    "RUN --mount=type=secret: the platform's engine cannot mount secrets, the builders buildah and"
                            + " buildkit can: `drycc config set DRYCC_STACK=buildah`");
        }
        if (config.containsKey(id) && SECRET.matcher(id).matches()) {
            String value = config.getOrDefault(id, "");
            secrets.put(
                    id, id.equals(SshKey.VARIABLE) ? key(run).map(SshKey::text).orElse(value) : value);
        } else if (!optional) {
            throw run.failed("RUN --mount=type=secret: its id must be the name of a config value of the app");
        }
    }

    private void checkAgent(Instruction run, String id, boolean optional) throws BuildFailed {
        if (offered != Mounts.SECRETS_AND_SSH) {
            throw run.failed(
                    "RUN --mount=type=ssh: the platform's engine has no SSH agent for builds, the builders buildah and"
                            + " buildkit have: `drycc config set DRYCC_STACK=buildah`");
        }
        if (!id.isEmpty() && !id.equals("default")) {
            throw run.failed("RUN --mount=type=ssh: there is one key, leave its id out");
        }
        agent = key(run);
        if (agent.isEmpty() && !optional) {
            throw run.failed("RUN --mount=type=ssh: the app has no SSH_KEY, set it with `drycc config set SSH_KEY=…`");
        }
    }

    private Optional<SshKey> key(Instruction run) throws BuildFailed {
        try {
            return SshKey.of(config);
        } catch (BuildFailed e) {
            throw run.failed(String.valueOf(e.getMessage()));
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
