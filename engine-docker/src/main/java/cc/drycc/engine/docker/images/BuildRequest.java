package cc.drycc.engine.docker.images;

import cc.drycc.engine.ImageBuild;
import cc.drycc.engine.Resources;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.model.Ulimit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The query of a build call. Most of it is the same for both engines; what Podman 4.3 wants otherwise was found by trying:
 * its build shares the <em>host's network</em> unless it is told a namespace, it takes limits as {@code name=soft:hard},
 * and labels as a list (a map it would write in a random order, which breaks the layer cache).
 */
final class BuildRequest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CPU_PERIOD = 100_000;

    private final Map<String, String> query = new LinkedHashMap<>();
    private final int labelSteps;

    BuildRequest(
            ImageBuild build,
            boolean podman,
            String network,
            List<Ulimit> ulimits,
            Optional<String> cgroupParent,
            Optional<LabelFile> labelFile,
            SecretFiles secrets) {
        if (labelFile.isPresent()) {
            query.put(
                    "dockerfile",
                    list(labelFile.get().dockerfile(), labelFile.get().labels()));
            query.put("excludes", list(labelFile.get().folder()));
        } else {
            // "./" so that no name can be taken for the JSON list Podman also accepts here
            query.put("dockerfile", "./" + build.dockerfile());
        }
        query.put("t", build.tag().value());
        query.put("rm", "1");
        query.put("forcerm", "1");
        query.put("pull", "0");
        if (build.noCache()) {
            query.put("nocache", "1");
        }
        if (!build.buildArgs().isEmpty()) {
            query.put("buildargs", JSON.valueToTree(build.buildArgs()).toString());
        }
        if (!secrets.options().isEmpty()) {
            query.put("secrets", list(secrets.options().toArray(String[]::new)));
        }
        labelSteps = labelFile.isPresent() ? 1 : build.labels().size();
        if (!build.labels().isEmpty() && labelFile.isEmpty()) {
            query.put("labels", labels(build.labels(), podman));
        }
        query.put("ulimits", ulimits(ulimits, podman));
        if (podman) {
            ObjectNode space = JSON.createObjectNode().put("Name", "network").put("Path", network);
            query.put("nsoptions", JSON.createArrayNode().add(space).toString());
        } else {
            query.put("networkmode", network);
        }
        cgroupParent.ifPresent(parent -> query.put("cgroupparent", parent));
        limits(build.resources());
    }

    private static String list(String... words) {
        ArrayNode list = JSON.createArrayNode();
        for (String word : words) {
            list.add(word);
        }
        return list.toString();
    }

    /** How many steps the engine adds at the end to put labels on: one each, unless they come in a file. */
    int labelSteps() {
        return labelSteps;
    }

    private void limits(Resources resources) {
        if (resources.memoryBytes() > 0) {
            query.put("memory", Long.toString(resources.memoryBytes()));
            query.put("memswap", Long.toString(resources.memoryBytes()));
        }
        if (resources.cpuMillis() > 0) {
            query.put("cpuperiod", Integer.toString(CPU_PERIOD));
            query.put("cpuquota", Long.toString((long) resources.cpuMillis() * CPU_PERIOD / 1_000));
        }
    }

    private static String labels(Map<String, String> labels, boolean podman) {
        Map<String, String> sorted = new TreeMap<>(labels);
        if (!podman) {
            return JSON.valueToTree(sorted).toString();
        }
        ArrayNode list = JSON.createArrayNode();
        sorted.forEach((name, value) -> list.add(name + "=" + value));
        return list.toString();
    }

    private static String ulimits(List<Ulimit> ulimits, boolean podman) {
        ArrayNode list = JSON.createArrayNode();
        for (Ulimit limit : ulimits) {
            if (podman) {
                list.add("%s=%d:%d".formatted(limit.getName(), limit.getSoftLong(), limit.getHardLong()));
            } else {
                ObjectNode one = list.addObject();
                one.put("Name", limit.getName())
                        .put("Soft", limit.getSoftLong())
                        .put("Hard", limit.getHardLong());
            }
        }
        return list.toString();
    }

    /** The path to post the context to. */
    String path() {
        return "/build?"
                + query.entrySet().stream()
                        .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }
}
