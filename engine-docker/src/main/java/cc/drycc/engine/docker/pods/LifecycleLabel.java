package cc.drycc.engine.docker.pods;

import cc.drycc.engine.Lifecycle;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** A lifecycle as a container label, so that a restarted platform stops pods it did not start as they want to be. */
final class LifecycleLabel {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LifecycleLabel() {}

    /** The label's text; empty for none. The same lifecycle always gives the same text. */
    static String write(Lifecycle lifecycle) {
        if (lifecycle.equals(Lifecycle.NONE)) {
            return "";
        }
        ObjectNode all = JSON.createObjectNode().put("stopSignal", lifecycle.stopSignal());
        lifecycle.postStart().ifPresent(hook -> all.set("postStart", write(hook)));
        lifecycle.preStop().ifPresent(hook -> all.set("preStop", write(hook)));
        return all.toString();
    }

    /** @throws IllegalArgumentException when the text is not ours */
    static Lifecycle read(String text) {
        if (text.isEmpty()) {
            return Lifecycle.NONE;
        }
        try {
            JsonNode all = JSON.readTree(text);
            return new Lifecycle(
                    all.path("stopSignal").asText(), hook(all.path("postStart")), hook(all.path("preStop")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a lifecycle label", e);
        }
    }

    private static ObjectNode write(Lifecycle.Hook hook) {
        return switch (hook) {
            case Lifecycle.Hook.Act act -> ProbeLabel.write(act.action());
            case Lifecycle.Hook.Sleep sleep ->
                JSON.createObjectNode().put("sleep", sleep.time().toMillis());
        };
    }

    private static Optional<Lifecycle.Hook> hook(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                node.has("sleep")
                        ? new Lifecycle.Hook.Sleep(
                                Duration.ofMillis(node.path("sleep").asLong()))
                        : new Lifecycle.Hook.Act(ProbeLabel.check(node)));
    }
}
