package cc.drycc.imagebuilder.dockerfile;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Image;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The port an app listens on for HTTP: one {@code EXPOSE}d port, or {@code PORT} in the config (seed 5.3). */
final class Ports {

    private static final Pattern EXPOSED = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?(?:/(tcp|udp|sctp))?");
    private static final int MAX_PORT = 65_535;

    /** Of a process type that takes no HTTP. */
    static final Ports NONE = new Ports(Set.of(), OptionalInt.empty(), false);

    private final Set<Integer> lastStage;
    private final OptionalInt configured;
    private final boolean serves;

    private Ports(Set<Integer> lastStage, OptionalInt configured, boolean serves) {
        this.lastStage = lastStage;
        this.configured = configured;
        this.serves = serves;
    }

    /** @throws BuildFailed when a port is none, or it takes a {@code PORT} in the config to tell which one is meant */
    static Ports of(Dockerfile file, Map<String, String> config) throws BuildFailed {
        var lastStage = new TreeSet<Integer>();
        for (Instruction instruction : file.instructions()) {
            if (instruction.keyword().equals("FROM")) {
                lastStage.clear();
            } else if (instruction.keyword().equals("EXPOSE")) {
                for (String word : instruction.words()) {
                    collect(instruction, word, lastStage);
                }
            }
        }
        String port = config.getOrDefault("PORT", "").strip();
        var configured = port.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(port)) : OptionalInt.empty();
        var ports = new Ports(lastStage, configured, true);
        ports.demandOne(lastStage);
        return ports;
    }

    private static void collect(Instruction expose, String word, Set<Integer> ports) throws BuildFailed {
        if (word.contains("$")) {
            return; // known after the build
        }
        var exposed = EXPOSED.matcher(word.replaceAll("^([\"'])(.*)\\1$", "$2"));
        if (!exposed.matches()) {
            throw expose.failed("EXPOSE needs a port from 1 to 65535");
        }
        int first = Integer.parseInt(exposed.group(1));
        int last = exposed.group(2) == null ? first : Integer.parseInt(exposed.group(2));
        if (first < 1 || last < first || last > MAX_PORT) {
            throw expose.failed("EXPOSE needs a port from 1 to 65535");
        }
        if (exposed.group(3) == null || exposed.group(3).equals("tcp")) {
            ports.add(first);
            ports.add(last); // two are as many as we need to know of
        }
    }

    /** The port of the image, which may also expose what its base did. */
    OptionalInt of(Image image) throws BuildFailed {
        if (configured.isPresent() || !serves) {
            return configured;
        }
        var candidates = lastStage.isEmpty() ? image.exposedPorts() : lastStage;
        demandOne(candidates);
        return candidates.stream().mapToInt(port -> port).findFirst();
    }

    private void demandOne(Collection<Integer> ports) throws BuildFailed {
        if (ports.size() > 1 && configured.isEmpty()) {
            String list = ports.stream().sorted().limit(5).map(String::valueOf).collect(Collectors.joining(", "));
            throw new BuildFailed("The image exposes several ports (" + list
                    + "): say which one takes HTTP with `drycc config set PORT=<port>`, then push again");
        }
    }
}
