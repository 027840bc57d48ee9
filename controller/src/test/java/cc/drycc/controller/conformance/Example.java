package cc.drycc.controller.conformance;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One example of the reference.
 *
 * @param api version of the chapter, such as {@code 2.3}
 * @param title what the example does, unique in its chapter
 */
record Example(String api, String title, Request request, Reply reply) {

    /**
     * What is sent.
     *
     * @param optional the body's optional parameters, where the reference names some
     */
    record Request(
            String method,
            String path,
            Map<String, String> headers,
            Optional<String> body,
            Optional<String> optional) {}

    /**
     * What comes back.
     *
     * @param body as it is written; empty where the reference shows none
     */
    record Reply(int status, Map<String, String> headers, Optional<String> body) {

        boolean isJson() {
            return headers.getOrDefault("Content-Type", "").equals("application/json");
        }

        Optional<JsonNode> json() {
            return isJson() ? body.map(LooseJson::read) : Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "v" + api + " " + title;
    }
}
