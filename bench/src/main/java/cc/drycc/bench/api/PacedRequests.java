package cc.drycc.bench.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends one request at a steady rate whether or not earlier ones were answered, and prints the median, p99 and longest time
 * in milliseconds, each counted from when the request was due: a server that stalls is charged for those it kept waiting.
 *
 * <p>Arguments: URL, requests per second, seconds, label. The token is read from {@code DRYCC_TOKEN}. The first two seconds
 * are not counted. Exit code 1 when a request fails.
 */
public final class PacedRequests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int WARM_SECONDS = 2;

    private final HttpRequest request;
    private final int rate;
    private final ConcurrentSkipListMap<Long, Integer> times = new ConcurrentSkipListMap<>();
    private final AtomicInteger failed = new AtomicInteger();

    private PacedRequests(URI url, int rate) {
        this.rate = rate;
        request = HttpRequest.newBuilder(url)
                .header("Authorization", "token " + System.getenv("DRYCC_TOKEN"))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    public static void main(String... args) throws InterruptedException {
        var requests = new PacedRequests(URI.create(args[0]), Integer.parseInt(args[1]));
        requests.send(Integer.parseInt(args[2]) + WARM_SECONDS);
        requests.print(args[3]);
        System.exit(requests.failed.get() == 0 ? 0 : 1);
    }

    private void send(int seconds) throws InterruptedException {
        long begin = System.nanoTime();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < seconds * rate; i++) {
                long due = begin + i * TimeUnit.SECONDS.toNanos(1) / rate;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                boolean counts = i >= WARM_SECONDS * rate;
                people.execute(() -> once(due, counts));
            }
        }
    }

    private void once(long due, boolean counts) {
        try {
            var answer = HTTP.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                failed.incrementAndGet();
            }
        } catch (IOException e) {
            failed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (counts) {
            times.merge(System.nanoTime() - due, 1, Integer::sum);
        }
    }

    private void print(String label) {
        System.out.printf(
                "%-34s p50 %7.1f ms   p99 %7.1f ms   longest %7.1f ms   failed %d%n",
                label, quantile(0.50), quantile(0.99), quantile(1), failed.get());
    }

    private double quantile(double share) {
        long wanted = Math.round(Math.ceil(
                share * times.values().stream().mapToInt(count -> count).sum()));
        long seen = 0;
        for (var time : times.entrySet()) {
            seen += time.getValue();
            if (seen >= wanted) {
                return time.getKey() / 1e6;
            }
        }
        return 0;
    }
}
