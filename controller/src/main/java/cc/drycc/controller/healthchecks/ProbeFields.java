package cc.drycc.controller.healthchecks;

import cc.drycc.engine.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A probe between Kubernetes' JSON and the engine; missing fields have Kubernetes' defaults (Probe v1 core). */
final class ProbeFields {

    private static final Set<String> CHECKS = Set.of("exec", "httpGet", "tcpSocket", "grpc");
    private static final Set<String> KNOWN = Set.of(
            "exec",
            "httpGet",
            "tcpSocket",
            "grpc",
            "initialDelaySeconds",
            "timeoutSeconds",
            "periodSeconds",
            "successThreshold",
            "failureThreshold");
    private static final int DAY = 86_400;
    private static final int MOST_TRIES = 1_000;

    private ProbeFields() {}

    /**
     * Reads a probe.
     *
     * @param name which of the three
     * @throws Fields.Wrong saying what is wrong with it
     */
    static Probe probe(String name, Object json) {
        var fields = Fields.of(name, json).only(KNOWN);
        int successes = fields.number("successThreshold", 1, MOST_TRIES, 1);
        if (successes != 1 && !name.equals(Healthchecks.READINESS)) {
            throw new Fields.Wrong(name + ": successThreshold must be 1.");
        }
        return new Probe(
                check(fields),
                Duration.ofSeconds(fields.number("initialDelaySeconds", 0, DAY, 0)),
                Duration.ofSeconds(fields.number("timeoutSeconds", 1, DAY, 1)),
                Duration.ofSeconds(fields.number("periodSeconds", 1, DAY, 10)),
                successes,
                fields.number("failureThreshold", 1, MOST_TRIES, 3));
    }

    /** The probe as it is kept and shown: every field written out. */
    static Map<String, Object> json(Probe probe) {
        var json = json(probe.check());
        json.put("initialDelaySeconds", probe.initialDelay().toSeconds());
        json.put("timeoutSeconds", probe.timeout().toSeconds());
        json.put("periodSeconds", probe.period().toSeconds());
        json.put("successThreshold", probe.successThreshold());
        json.put("failureThreshold", probe.failureThreshold());
        return json;
    }

    /** The check as it is kept and shown. */
    static SortedMap<String, Object> json(Probe.Check check) {
        var json = new TreeMap<String, Object>();
        switch (check) {
            case Probe.Exec exec -> json.put("exec", Map.of("command", exec.command()));
            case Probe.TcpSocket tcp -> json.put("tcpSocket", Map.of("port", tcp.port()));
            case Probe.HttpGet get -> {
                var action = new TreeMap<String, Object>(Map.of("port", get.port(), "path", get.path()));
                action.put("httpHeaders", headers(get));
                json.put("httpGet", action);
            }
        }
        return json;
    }

    private static List<Map<String, String>> headers(Probe.HttpGet get) {
        var headers = new ArrayList<Map<String, String>>();
        new TreeMap<>(get.headers())
                .forEach((name, value) -> headers.add(new TreeMap<>(Map.of("name", name, "value", value))));
        return headers;
    }

    /**
     * Reads what is to be done.
     *
     * @throws Fields.Wrong saying what is wrong with it
     */
    static Probe.Check check(Fields fields) {
        var given = Stream.of("exec", "httpGet", "tcpSocket", "grpc")
                .filter(fields::has)
                .toList();
        if (given.size() != 1) {
            throw new Fields.Wrong("%s: exactly one of %s is required."
                    .formatted(
                            fields.where(),
                            String.join(", ", CHECKS.stream().sorted().toList())));
        }
        var action = fields.object(given.getFirst());
        return switch (given.getFirst()) {
            case "exec" -> new Probe.Exec(action.only(Set.of("command")).command());
            case "tcpSocket" ->
                new Probe.TcpSocket(action.only(Set.of("port", "host")).port());
            case "httpGet" -> httpGet(action.only(Set.of("port", "path", "httpHeaders", "host", "scheme")));
            default -> throw new Fields.Wrong(action.where() + ": not on this engine; use exec, httpGet or tcpSocket.");
        };
    }

    private static Probe.HttpGet httpGet(Fields get) {
        // Probes look at the pod itself: another host would make the platform a way into other networks.
        if (!get.text("host", "").isEmpty() || !get.text("scheme", "HTTP").equals("HTTP")) {
            throw new Fields.Wrong(
                    get.where() + ": only HTTP to the pod itself is possible; leave host and scheme out.");
        }
        var path = get.text("path", "/");
        if (!path.matches("/[\\x21-\\x7e]*")) {
            throw new Fields.Wrong(get.where() + ": path must begin with / and have no blanks.");
        }
        return new Probe.HttpGet(get.port(), path, headersOf(get));
    }

    private static Map<String, String> headersOf(Fields get) {
        if (!get.has("httpHeaders")) {
            return Map.of();
        }
        var wrong = new Fields.Wrong(get.where() + ": httpHeaders must be a list of {\"name\": …, \"value\": …}.");
        if (!(get.map().get("httpHeaders") instanceof List<?> list) || list.size() > 50) {
            throw wrong;
        }
        var headers = new TreeMap<String, String>();
        for (var item : list) {
            var header = Fields.of(get.where() + ".httpHeaders", item).only(Set.of("name", "value"));
            var name = header.text("name", "");
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_|~`-]{1,255}")) {
                throw wrong;
            }
            headers.put(name, header.text("value", ""));
        }
        return headers;
    }
}
