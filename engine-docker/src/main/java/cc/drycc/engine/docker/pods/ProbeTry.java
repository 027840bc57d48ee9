package cc.drycc.engine.docker.pods;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Probe;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;

/** Looks at a pod once, in one of the three ways. */
final class ProbeTry implements AutoCloseable {

    private final Exec exec;
    private final CloseableHttpClient http = HttpClients.custom()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("drycc-probe")
            .build();

    ProbeTry(Exec exec) {
        this.exec = exec;
    }

    /**
     * Tries.
     *
     * @return why it failed, in a few words; empty when it succeeded
     */
    Optional<String> run(String container, Optional<InetAddress> address, Probe.Check check, Duration timeout)
            throws InterruptedException {
        return switch (check) {
            case Probe.TcpSocket tcp ->
                address.map(ip -> tcp(ip, tcp.port(), timeout)).orElse(NO_ADDRESS);
            case Probe.HttpGet get ->
                within(timeout, () -> address.map(ip -> get(ip, get, timeout)).orElse(NO_ADDRESS));
            case Probe.Exec command -> within(timeout, () -> exec(container, command.command()));
        };
    }

    private static final Optional<String> NO_ADDRESS = Optional.of("it has no address");

    private static Optional<String> tcp(InetAddress ip, int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ip, port), (int) timeout.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("port " + port + " did not accept a connection");
        }
    }

    private Optional<String> get(InetAddress ip, Probe.HttpGet get, Duration timeout) {
        String path = get.path().startsWith("/") ? get.path() : "/" + get.path();
        HttpGet request = new HttpGet(path);
        get.headers().forEach(request::setHeader);
        Timeout limit = Timeout.ofMilliseconds(timeout.toMillis());
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(limit)
                .build());
        try (ClassicHttpResponse response = http.executeOpen(new HttpHost("http", ip, get.port()), request, null)) {
            int status = response.getCode();
            return status >= 200 && status < 400
                    ? Optional.empty()
                    : Optional.of("GET %s answered %d".formatted(get.path(), status));
        } catch (IOException e) {
            return Optional.of("GET %s on port %d got no answer".formatted(get.path(), get.port()));
        }
    }

    private Optional<String> exec(String container, List<String> command) {
        try {
            long code = exec.run(container, command);
            return code == 0 ? Optional.empty() : Optional.of("command exited with code " + code);
        } catch (Refused e) {
            return Optional.of("command could not be run: " + e.words());
        } catch (IOException | EngineProblem e) {
            return Optional.of("command could not be run: " + e.getMessage());
        }
    }

    /** The client's own time-outs are per read, so a server that drips would hold us: the whole try has a limit here. */
    private static Optional<String> within(Duration timeout, Supplier<Optional<String>> attempt)
            throws InterruptedException {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        Thread.ofVirtual().name("probe-try").start(() -> {
            try {
                result.complete(attempt.get());
            } catch (RuntimeException e) {
                result.complete(Optional.of(String.valueOf(e.getMessage())));
            }
        });
        try {
            return result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new EngineProblem("The probe client could not be closed", e);
        }
    }
}
