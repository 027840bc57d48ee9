package cc.drycc.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The smallest edge that keeps an {@link EndpointSink}'s promises: round robin, and it knows what is under way. */
public final class EdgeInMiniature implements EndpointSink {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Map<WorkloadRef, List<Endpoint>> routes = new HashMap<>();
    private final Map<Endpoint, Integer> underWay = new HashMap<>();
    private final List<List<PodName>> history = new ArrayList<>();
    private final List<Endpoint> awaited = new ArrayList<>();
    private int turn;

    @Override
    public synchronized void ready(WorkloadRef workload, List<Endpoint> endpoints) {
        routes.put(workload, List.copyOf(endpoints));
        history.add(endpoints.stream().map(Endpoint::pod).toList());
        notifyAll();
    }

    @Override
    public synchronized boolean awaitIdle(Endpoint endpoint, Duration atMost) throws InterruptedException {
        awaited.add(endpoint);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (underWay.getOrDefault(endpoint, 0) > 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    public synchronized List<Endpoint> endpoints(WorkloadRef workload) {
        return routes.getOrDefault(workload, List.of());
    }

    /** What was told, in order: the pods of each call. */
    public synchronized List<List<PodName>> history() {
        return List.copyOf(history);
    }

    public synchronized List<PodName> awaited() {
        return awaited.stream().map(Endpoint::pod).toList();
    }

    /**
     * One {@code GET /} to one of the workload's pods.
     *
     * @return the body's first line
     * @throws IOException when there is no pod, or it does not answer 200
     */
    public String get(WorkloadRef workload) throws IOException {
        return get(workload, "/");
    }

    public String get(WorkloadRef workload, String path) throws IOException {
        Endpoint endpoint = take(workload).orElseThrow(() -> new IOException("503 no ready pod"));
        try (Socket socket = new Socket()) {
            socket.connect(endpoint.address(), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.0\r\nHost: app\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.UTF_8));
            return body(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        } finally {
            giveBack(endpoint);
        }
    }

    private static String body(BufferedReader answer) throws IOException {
        List<String> lines = answer.lines().collect(Collectors.toList());
        if (lines.isEmpty() || !lines.getFirst().contains(" 200 ")) {
            throw new IOException("answered " + lines);
        }
        int blank = lines.indexOf("");
        return blank + 1 < lines.size() ? lines.get(blank + 1) : "";
    }

    private synchronized Optional<Endpoint> take(WorkloadRef workload) {
        List<Endpoint> all = endpoints(workload);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Endpoint endpoint = all.get(Math.floorMod(turn++, all.size()));
        underWay.merge(endpoint, 1, Integer::sum);
        return Optional.of(endpoint);
    }

    private synchronized void giveBack(Endpoint endpoint) {
        underWay.merge(endpoint, -1, Integer::sum);
        notifyAll();
    }
}
