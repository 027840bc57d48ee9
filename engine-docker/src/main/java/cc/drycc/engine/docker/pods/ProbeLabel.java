package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Probe;
import cc.drycc.engine.Probes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Probes as a container label, so that a restarted platform goes on probing pods it did not start. Field names are those
 * of a Kubernetes container probe, times in milliseconds.
 */
final class ProbeLabel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProbeLabel() {}

    /** The label's text; empty when there is no probe. The same probes always give the same text. */
    static String write(Probes probes) {
        ObjectNode all = JSON.createObjectNode();
        probes.startup().ifPresent(probe -> all.set("startup", write(probe)));
        probes.liveness().ifPresent(probe -> all.set("liveness", write(probe)));
        probes.readiness().ifPresent(probe -> all.set("readiness", write(probe)));
        return all.isEmpty() ? "" : all.toString();
    }

    /** @throws IllegalArgumentException when the text is not ours */
    static Probes read(String text) {
        if (text.isEmpty()) {
            return Probes.NONE;
        }
        try {
            JsonNode all = JSON.readTree(text);
            return new Probes(probe(all.path("startup")), probe(all.path("liveness")), probe(all.path("readiness")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a probe label", e);
        }
    }

    private static ObjectNode write(Probe probe) {
        return write(probe.check())
                .put("initialDelay", probe.initialDelay().toMillis())
                .put("timeout", probe.timeout().toMillis())
                .put("period", probe.period().toMillis())
                .put("success", probe.successThreshold())
                .put("failure", probe.failureThreshold());
    }

    static ObjectNode write(Probe.Check check) {
        ObjectNode node = JSON.createObjectNode();
        switch (check) {
            case Probe.HttpGet get ->
                node.put("httpGet", get.port())
                        .put("path", get.path())
                        .set("headers", JSON.valueToTree(new TreeMap<>(get.headers())));
            case Probe.TcpSocket tcp -> node.put("tcpSocket", tcp.port());
            case Probe.Exec exec -> node.set("exec", JSON.valueToTree(exec.command()));
        }
        return node;
    }

    private static Optional<Probe> probe(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new Probe(
                check(node),
                Duration.ofMillis(node.path("initialDelay").asLong()),
                Duration.ofMillis(node.path("timeout").asLong()),
                Duration.ofMillis(node.path("period").asLong()),
                node.path("success").asInt(),
                node.path("failure").asInt()));
    }

    static Probe.Check check(JsonNode node) {
        if (node.has("httpGet")) {
            Map<String, String> headers = new TreeMap<>();
            node.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new Probe.HttpGet(
                    node.path("httpGet").asInt(), node.path("path").asText(), headers);
        }
        if (node.has("tcpSocket")) {
            return new Probe.TcpSocket(node.path("tcpSocket").asInt());
        }
        List<String> command = new ArrayList<>();
        node.path("exec").forEach(word -> command.add(word.asText()));
        return new Probe.Exec(command);
    }
}
