package cc.drycc.controller.nodes;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one machine of this platform.
 *
 * @param cpus cores the platform sees
 * @param memoryBytes memory the platform sees
 * @param labels what tags are matched against
 */
public record Node(int cpus, long memoryBytes, SortedMap<String, String> labels) {

    /** The setting that labels this machine: {@code environ=prod,disk=ssd}. */
    public static final String LABELS = "DRYCC_NODE_LABELS";

    public Node {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /**
     * This machine, with the labels every Kubernetes node has ({@code kubernetes.io/hostname}, {@code …/os}, {@code
     * …/arch}) and those of {@value #LABELS}.
     *
     * @throws IllegalArgumentException when that setting cannot be read
     */
    public static Node here(Map<String, String> environment) {
        var labels = new TreeMap<String, String>();
        Optional.ofNullable(environment.get("HOSTNAME"))
                .filter(Tags::isValue)
                .ifPresent(name -> labels.put("kubernetes.io/hostname", name));
        labels.put("kubernetes.io/os", "linux");
        labels.put("kubernetes.io/arch", architecture());
        for (var pair : environment.getOrDefault(LABELS, "").split(",")) {
            if (!pair.isBlank()) {
                var parts = pair.strip().split("=", 2);
                if (parts.length != 2 || Tags.wrongKey(parts[0]).isPresent() || !Tags.isValue(parts[1])) {
                    throw new IllegalArgumentException(
                            "%s: \"%s\" is no label; write NAME=VALUE,NAME=VALUE, for example environ=prod,disk=ssd"
                                    .formatted(LABELS, pair.strip()));
                }
                labels.put(parts[0], parts[1]);
            }
        }
        return new Node(Runtime.getRuntime().availableProcessors(), memory(), labels);
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }

    /** Whether pods with these tags may run here. */
    public boolean matches(Map<String, String> tags) {
        return labels.entrySet().containsAll(tags.entrySet());
    }

    /** Tags as they are written in messages: {@code environ=prod, disk=ssd}. */
    public static String words(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(", "));
    }
}
