package cc.drycc.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to find out how a pod is. Fields, defaults and meaning are those of a Kubernetes container probe.
 *
 * @param check what is tried
 * @param initialDelay wait after the container's start before the first try
 * @param timeout of one try
 * @param period between tries
 * @param successThreshold successes in a row that turn a failed probe into a good one
 * @param failureThreshold failures in a row that turn a good probe into a failed one
 */
public record Probe(
        Check check,
        Duration initialDelay,
        Duration timeout,
        Duration period,
        int successThreshold,
        int failureThreshold) {

    /** One way to look at a pod. */
    public sealed interface Check permits HttpGet, TcpSocket, Exec {}

    /** {@code GET path} on the pod's address; 200 to 399 is success. */
    public record HttpGet(int port, String path, Map<String, String> headers) implements Check {
        public HttpGet {
            headers = Map.copyOf(headers);
        }
    }

    /** Success when the port accepts a connection. */
    public record TcpSocket(int port) implements Check {}

    /** A command in the container; exit code 0 is success. */
    public record Exec(List<String> command) implements Check {
        public Exec {
            command = List.copyOf(command);
        }
    }

    /** @throws IllegalArgumentException when a threshold is below one or a time is negative */
    public Probe {
        if (successThreshold < 1 || failureThreshold < 1) {
            throw new IllegalArgumentException("probe thresholds start at 1");
        }
        if (initialDelay.isNegative() || timeout.isNegative() || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("probe times cannot be negative and the period cannot be zero");
        }
    }

    /** A probe with Kubernetes' defaults: no delay, 1 s timeout, every 10 s, one success, three failures. */
    public static Probe of(Check check) {
        return new Probe(check, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10), 1, 3);
    }
}
