package cc.drycc.e2e;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the app's pods themselves, past the edge, again and again: while the server is dead the pods must go on serving.
 * A moment in which no pod answers is a failure.
 */
final class DirectProbe {

    private final Platform platform;
    private final String app;
    private final AtomicInteger failures = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> probing;
    private List<String> addresses = List.of();

    DirectProbe(Platform platform, String app) {
        this.platform = platform;
        this.app = app;
        // a breath between two questions: without it they take the processors from what they watch
        probing = clock.scheduleWithFixedDelay(this::probe, 0, 10, TimeUnit.MILLISECONDS);
    }

    private void probe() {
        if (addresses.stream().noneMatch(DirectProbe::answers)) {
            addresses = podAddresses();
            if (addresses.stream().noneMatch(DirectProbe::answers)) {
                failures.incrementAndGet();
            }
        }
    }

    private List<String> podAddresses() {
        var names = podman("ps", "-q", "--filter", "label=cc.drycc.app=" + app);
        if (names.out().isBlank()) {
            return addresses;
        }
        return podman(("inspect --format {{range.NetworkSettings.Networks}}{{.IPAddress}}{{end}} "
                                + names.out().strip().replaceAll("\\s+", " "))
                        .split(" "))
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private Command.Result podman(String... arguments) {
        return Command.of("podman", "--url", platform.engineUrl())
                .with(arguments)
                .run();
    }

    private static boolean answers(String address) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://" + address + ":5000/version").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            try (var body = connection.getInputStream()) {
                body.readAllBytes();
                return connection.getResponseCode() == 200;
            }
        } catch (IOException gone) {
            return false;
        }
    }

    /** Stops and tells the moments without any answering pod. */
    int stop() {
        clock.close();
        if (probing.state() == Future.State.FAILED) {
            throw new AssertionError("the probe broke", probing.exceptionNow());
        }
        return failures.get();
    }
}
