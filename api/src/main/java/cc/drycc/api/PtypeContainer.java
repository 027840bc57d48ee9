package cc.drycc.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the containers of a process type are started. Probes have Kubernetes' names; one that is not set is empty.
 *
 * @param container {@code app-ptype}
 * @param image the image as its owner knows it
 * @param command replaces the image's entrypoint when not empty
 * @param args replace the image's command when not empty
 * @param startupProbe until it succeeds the other two do not run
 * @param livenessProbe its failure restarts the container
 * @param readinessProbe while it fails the pod gets no traffic
 * @param limits what each container may use at most
 * @param volumeMounts what is mounted where
 * @param nodeSelector which nodes may run it
 */
public record PtypeContainer(
        String container,
        String image,
        List<String> command,
        List<String> args,
        Map<String, Object> startupProbe,
        Map<String, Object> livenessProbe,
        Map<String, Object> readinessProbe,
        Map<String, String> limits,
        List<Map<String, String>> volumeMounts,
        Map<String, String> nodeSelector) {

    public PtypeContainer {
        command = List.copyOf(command);
        args = List.copyOf(args);
        limits = new TreeMap<>(limits);
        volumeMounts = List.copyOf(volumeMounts);
        nodeSelector = new TreeMap<>(nodeSelector);
    }
}
