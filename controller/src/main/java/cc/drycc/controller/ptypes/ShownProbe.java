package cc.drycc.controller.ptypes;

import cc.drycc.engine.Probe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A probe in the words of a Kubernetes container, camel case inside. */
final class ShownProbe {

    private ShownProbe() {}

    static Map<String, Object> of(Probe probe) {
        var shown = new LinkedHashMap<String, Object>();
        switch (probe.check()) {
            case Probe.HttpGet get ->
                shown.put("httpGet", Map.of("path", get.path(), "port", get.port(), "httpHeaders", headers(get)));
            case Probe.TcpSocket socket -> shown.put("tcpSocket", Map.of("port", socket.port()));
            case Probe.Exec exec -> shown.put("exec", Map.of("command", exec.command()));
        }
        shown.put("initialDelaySeconds", probe.initialDelay().toSeconds());
        shown.put("timeoutSeconds", probe.timeout().toSeconds());
        shown.put("periodSeconds", probe.period().toSeconds());
        shown.put("successThreshold", probe.successThreshold());
        shown.put("failureThreshold", probe.failureThreshold());
        return shown;
    }

    private static Object headers(Probe.HttpGet get) {
        return new TreeMap<>(get.headers())
                .entrySet().stream()
                        .map(header -> Map.of("name", header.getKey(), "value", header.getValue()))
                        .toList();
    }
}
