package cc.drycc.controller.terminals;

import cc.drycc.controller.web.Json;
import cc.drycc.engine.JobEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** How a command ended, in the words Kubernetes has for it; the exit code is the cause {@code ExitCode}. */
final class ExecEnd {

    private static final int STATUS = 3;
    /** As a shell says it: found but not to be run. */
    private static final int NOT_RUN = 126;

    private static final int TOO_LONG = 124;
    private static final int KILLED = 137;

    private ExecEnd() {}

    /** The frame that says it. */
    static byte[] frame(JobEnd end) {
        var status = switch (end) {
            case JobEnd.Exited(int code) when code == 0 -> object("Success");
            case JobEnd.Exited(int code) ->
                failure("command terminated with exit code " + code, "NonZeroExitCode", code);
            case JobEnd.NotStarted(String reason) -> failure("could not start: " + reason, "NotStarted", NOT_RUN);
            case JobEnd.TimedOut(Duration limit) ->
                failure("stopped after %d s".formatted(limit.toSeconds()), "TimedOut", TOO_LONG);
            case JobEnd.OutOfMemory(long limit) ->
                failure("killed: out of memory (limit %d MiB)".formatted(limit >> 20), "OutOfMemory", KILLED);
        };
        return framed(STATUS, Json.MAPPER.writeValueAsString(status).getBytes(StandardCharsets.UTF_8));
    }

    /** A channel and what goes through it. */
    static byte[] framed(int channel, byte[] payload) {
        var frame = new byte[payload.length + 1];
        frame[0] = (byte) channel;
        System.arraycopy(payload, 0, frame, 1, payload.length);
        return frame;
    }

    private static ObjectNode object(String status) {
        var object = Json.MAPPER.createObjectNode();
        object.putObject("metadata");
        return object.put("status", status);
    }

    private static ObjectNode failure(String message, String reason, int exitCode) {
        var failure = object("Failure").put("message", message).put("reason", reason);
        failure.putObject("details")
                .putArray("causes")
                .addObject()
                .put("reason", "ExitCode")
                .put("message", Integer.toString(exitCode));
        return failure;
    }
}
