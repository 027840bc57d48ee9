package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildFailed;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads what an engine answers to a build or a pull: JSON objects one after the other. */
final class BuildStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a stopped command may have written that was not read yet, in bytes. */
    private static final long MOST_LEFT = 64 << 20;

    private final Transcript transcript;
    private final long maxBytes;
    private final Optional<Runnable> stop;
    private long bytes;
    private Optional<String> imageId = Optional.empty();

    BuildStream(Transcript transcript, long maxBytes) {
        this(transcript, maxBytes, Optional.empty());
    }

    /**
     * @param stop ends what writes, when it writes more than it may. The answer is then read to its end all the same: a
     *     Podman that cannot get rid of it keeps the network of the command, and its address, which the next one is given
     */
    BuildStream(Transcript transcript, long maxBytes, Optional<Runnable> stop) {
        this.transcript = transcript;
        this.maxBytes = maxBytes;
        this.stop = stop;
    }

    /** The engine said no in its stream. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private Broken(String words) {
            super(words);
        }
    }

    /**
     * Reads to the end.
     *
     * @return the id the engine gave the image, if it said so
     * @throws Broken with the engine's words
     * @throws BuildFailed when there is more text than allowed
     */
    Optional<String> read(InputStream body) throws IOException, Broken, BuildFailed {
        // not closed here: that would read an endless stream to its end; the response is cut by whoever opened it
        ObjectReader reader = JSON.readerFor(JsonNode.class).without(StreamReadFeature.AUTO_CLOSE_SOURCE);
        MappingIterator<JsonNode> parts = reader.readValues(body);
        while (parts.hasNextValue()) {
            part(parts.nextValue());
        }
        transcript.end();
        if (bytes > maxBytes) {
            throw tooMuch();
        }
        return imageId;
    }

    private void part(JsonNode part) throws Broken, BuildFailed {
        if (part.has("stream")) {
            text(part.path("stream").asText());
        }
        if (part.path("aux").has("ID")) {
            imageId = Optional.of(part.path("aux").path("ID").asText());
        }
        if (part.has("error") || part.has("errorDetail")) {
            transcript.end();
            if (bytes > maxBytes) {
                throw tooMuch();
            }
            throw new Broken(part.path("errorDetail")
                    .path("message")
                    .asText(part.path("error").asText())
                    .strip());
        }
    }

    private void text(String piece) throws BuildFailed {
        boolean first = bytes <= maxBytes;
        bytes += piece.length();
        if (bytes <= maxBytes) {
            transcript.take(piece);
            return;
        }
        if (first) {
            stop.ifPresent(Runnable::run);
        }
        if (stop.isEmpty() || bytes > maxBytes + MOST_LEFT) {
            transcript.end();
            throw tooMuch();
        }
    }

    private BuildFailed tooMuch() {
        return new BuildFailed("the build wrote more than %d KiB of output and was stopped".formatted(maxBytes >> 10));
    }
}
