package cc.drycc.engine.docker.pods;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.engine.AppName;
import cc.drycc.engine.Endpoint;
import cc.drycc.engine.EndpointSink;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.WorkloadRef;
import cc.drycc.engine.docker.daemon.Containers;
import cc.drycc.engine.docker.daemon.Daemon;
import cc.drycc.engine.docker.daemon.Exec;
import cc.drycc.engine.docker.daemon.Labels;
import cc.drycc.engine.docker.daemon.Sandbox;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the engine says, in an order in which a real one says it only when hard pressed. */
class FleetTest {

    private static final WorkloadRef WEB = new WorkloadRef(new AppName("hello"), new ProcessType("web"));

    /** A list as it was read before the pod ended. */
    private static final String LISTED = """
            [{"Id": "0123456789ab", "Names": ["/hello-web-0123456789-abcde"], "State": "running",
              "Labels": {"cc.drycc.app": "hello", "cc.drycc.ptype": "web", "cc.drycc.release": "2",
                         "cc.drycc.revision": "%s", "cc.drycc.platform": "test"},
              "NetworkSettings": {"Networks": {}}}]
            """.formatted("0123456789".repeat(6) + "0123");

    @Test
    void a_pod_that_ended_after_the_list_was_read_is_not_taken_in_again() throws Exception {
        try (var engine = new ScriptedEngine();
                var fleet = fleet(engine)) {
            fleet.resync();
            assertThat(fleet.refs()).as("after a resync").isEmpty();

            fleet.refresh(fleet.workload(WEB));
            assertThat(fleet.refs()).as("after a refresh").isEmpty();
        }
    }

    private static Fleet fleet(ScriptedEngine engine) {
        var daemon = Daemon.connect(engine.host());
        var labels = new Labels("test", Map.of());
        var sandbox = new Sandbox(Optional.empty(), 1024, labels.network(), false);
        var containers = new Containers(daemon, labels, sandbox);
        return new Fleet(containers, new Exec(daemon), new Nobody(), new Events());
    }

    /** Lists one container, and says when asked for it that there is none. */
    private static final class ScriptedEngine implements AutoCloseable {
        private final HttpServer http;

        ScriptedEngine() throws IOException {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", this::answer);
            http.start();
        }

        URI host() {
            return URI.create("tcp://127.0.0.1:" + http.getAddress().getPort());
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/version")) {
                send(exchange, 200, "{\"Version\": \"20.10\", \"ApiVersion\": \"1.41\", \"MinAPIVersion\": \"1.12\"}");
            } else if (path.endsWith("/containers/json")) {
                send(exchange, 200, LISTED);
            } else {
                send(exchange, 404, "{\"message\": \"No such container\"}");
            }
        }

        private static void send(HttpExchange exchange, int status, String json) throws IOException {
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private static final class Nobody implements EndpointSink {
        @Override
        public void ready(WorkloadRef workload, List<Endpoint> endpoints) {}

        @Override
        public boolean awaitIdle(Endpoint endpoint, Duration atMost) {
            return true;
        }
    }
}
