package cc.drycc.engine.docker.daemon;

import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Interaction;
import cc.drycc.engine.OutputSink;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the engine sends for as long as something lasts: output of containers and events. Read in the caller's thread. */
public final class Streams {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Daemon daemon;
    private final Labels labels;

    public Streams(Daemon daemon, Labels labels) {
        this.daemon = daemon;
        this.labels = labels;
    }

    /** An open stream of a container's output. Closing it from another thread ends a read. */
    public static final class Output implements Closeable {

        private final DockerHttpClient.Response response;
        private volatile boolean closed;

        private Output(DockerHttpClient.Response response) {
            this.response = response;
        }

        /** Hands every piece to the sink until the stream ends or is closed. */
        public void readTo(OutputSink sink) {
            // not closed here: that would read an endless stream to its end; close() cuts it
            try {
                Frames.copy(response.getBody(), sink);
            } catch (IOException e) {
                if (!closed) {
                    throw new EngineProblem("The container engine broke off the output: " + e.getMessage(), e);
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            response.close();
        }
    }

    /**
     * Opens the log of a container, each line after its time.
     *
     * @param lines the newest so many, -1 for all
     * @param since seconds of the epoch before which nothing is wanted; 0 for no such bound
     * @throws Refused status 404 when there is no such container
     */
    public Output logs(String id, int lines, boolean follow, long since) {
        String path = "/containers/%s/logs?stdout=1&stderr=1&timestamps=1&follow=%s&since=%d&tail=%s"
                .formatted(id, follow ? 1 : 0, since, lines < 0 ? "all" : Integer.toString(lines));
        return new Output(daemon.stream(DockerHttpClient.Request.Method.GET, path, Map.of(), Optional.empty()));
    }

    /** Opens the output of a container from now on; for one that is not started yet, all of it. */
    public Output attach(String id) {
        return new Output(daemon.hijack("/containers/" + id + "/attach?stream=1&stdout=1&stderr=1"));
    }

    /** The pipe to a container that is not started yet. */
    public Hijacked attachBothWays(String id, Interaction interaction) {
        int stdin = interaction.input() == Interaction.Input.OPEN ? 1 : 0;
        return daemon.hijackBothWays(
                "/containers/%s/attach?stream=1&stdout=1&stderr=1&stdin=%d".formatted(id, stdin), "");
    }

    /** An open stream of events. */
    public static final class Events implements Closeable {

        private final DockerHttpClient.Response response;

        private Events(DockerHttpClient.Response response) {
            this.response = response;
        }

        /** Hands the id of every container that ended or was removed to the listener, until the stream breaks. */
        public void readTo(Consumer<String> ended) throws IOException {
            MappingIterator<JsonNode> events = JSON.readerFor(JsonNode.class).readValues(response.getBody());
            while (events.hasNextValue()) {
                JsonNode event = events.nextValue();
                switch (event.path("Action").asText(event.path("status").asText())) {
                    case "die", "died", "destroy", "remove", "oom" ->
                        ended.accept(event.path("Actor")
                                .path("ID")
                                .asText(event.path("id").asText()));
                    default -> {
                        // starts, execs, Podman's init and cleanup: nothing to react to
                    }
                }
            }
        }

        @Override
        public void close() {
            response.close();
        }
    }

    /** How much CPU time a container has used since it started, over all cores; empty when the engine does not know. */
    public Optional<Duration> cpuTime(String id) {
        String path = "/containers/%s/stats?stream=false&one-shot=true".formatted(id);
        try (DockerHttpClient.Response response =
                daemon.stream(DockerHttpClient.Request.Method.GET, path, Map.of(), Optional.empty())) {
            JsonNode total = JSON.readTree(response.getBody())
                    .path("cpu_stats")
                    .path("cpu_usage")
                    .path("total_usage");
            return total.isIntegralNumber() ? Optional.of(Duration.ofNanos(total.longValue())) : Optional.empty();
        } catch (Refused e) {
            return Optional.empty(); // it ended meanwhile
        } catch (IOException e) {
            throw new EngineProblem("The container engine broke off its figures: " + e.getMessage(), e);
        }
    }

    /** Opens the stream of what happens to the platform's containers. */
    public Events events() {
        String filter = JSON.createObjectNode()
                .putPOJO("label", List.of(Labels.PLATFORM + "=" + labels.platform()))
                .putPOJO("type", List.of("container"))
                .toString();
        String path = "/events?filters=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        return new Events(daemon.stream(DockerHttpClient.Request.Method.GET, path, Map.of(), Optional.empty()));
    }
}
