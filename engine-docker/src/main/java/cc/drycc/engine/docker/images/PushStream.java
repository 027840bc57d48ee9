package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what an engine answers to a push. Progress bars are left out: what the log gets is what is done. */
final class PushStream {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DIGEST = Pattern.compile("digest: (sha256:[0-9a-f]{64})");
    private static final Pattern WORTH_TELLING = Pattern.compile("Pushed|Layer already exists|Mounted from .*");

    private final BuildLog log;
    private Optional<Digest> digest = Optional.empty();

    PushStream(BuildLog log) {
        this.log = log;
    }

    /** The engine said no in its stream, or nothing of a digest. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private Broken(String words) {
            super(words);
        }
    }

    /** Reads to the end. */
    Digest read(InputStream body) throws IOException, Broken {
        // not closed here: that would read an endless stream to its end; the response is cut by whoever opened it
        ObjectReader reader = JSON.readerFor(JsonNode.class).without(StreamReadFeature.AUTO_CLOSE_SOURCE);
        MappingIterator<JsonNode> parts = reader.readValues(body);
        while (parts.hasNextValue()) {
            part(parts.nextValue());
        }
        return digest.orElseThrow(() -> new Broken("the engine did not say what it pushed"));
    }

    private void part(JsonNode part) throws Broken {
        if (part.hasNonNull("error") || part.hasNonNull("errorDetail")) {
            throw new Broken(part.path("errorDetail")
                    .path("message")
                    .asText(part.path("error").asText())
                    .strip());
        }
        String status = part.path("status").asText("");
        String named = part.path("aux").path("Digest").asText("");
        Matcher told = DIGEST.matcher(status);
        if (Digest.isValid(named)) {
            digest = Optional.of(new Digest(named));
        } else if (told.find()) {
            digest = Optional.of(new Digest(told.group(1)));
        } else if (WORTH_TELLING.matcher(status).matches()) {
            log.line("%s: %s".formatted(part.path("id").asText(""), status));
        }
    }
}
