package cc.drycc.e2e.platform;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests to an app at a steady rate, whatever the answers, and counts what came back. */
public final class Load implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final HttpRequest request;

    /** Starts sending {@code GET path} to the app, so many a second. */
    public Load(Platform platform, String app, String path, int perSecond) {
        // the C library does not resolve *.localhost everywhere: the address is given and the host set by hand
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.httpPort() + path))
                .header("Host", platform.host(app))
                .timeout(Duration.ofSeconds(20))
                .build();
        var _ = clock.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void send() {
        sent.incrementAndGet();
        var _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((response, problem) -> {
                    if (problem != null) {
                        failures.merge(String.valueOf(problem.getMessage()), 1, Integer::sum);
                    } else if (response.statusCode() != 200) {
                        failures.merge("status " + response.statusCode(), 1, Integer::sum);
                    }
                    answered.incrementAndGet();
                });
    }

    public int sent() {
        return sent.get();
    }

    /** Requests that did not end in 200, by reason. */
    public Map<String, Integer> failures() {
        return Map.copyOf(failures);
    }

    /** Stops sending and waits for the answers that are still due. */
    @Override
    public void close() {
        clock.shutdown();
        client.close();
    }
}
