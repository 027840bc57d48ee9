package cc.drycc.cli.http;

import cc.drycc.cli.CliProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns a refusal of the controller into one line for a person. */
final class Refusals {

    private Refusals() {}

    static CliProblem problem(int status, String body, String controller) {
        var said = words(body);
        return switch (status) {
            case 401 ->
                new CliProblem(said.filter(text -> !text.startsWith("Authentication credentials"))
                        .map(text -> text + " Log in with: drycc login " + controller)
                        .orElse("unauthorized: missing or invalid token; log in with: drycc login " + controller));
            case 403 -> new CliProblem(said.orElse("you do not have permission to perform this action"));
            case 404 -> new CliProblem(said.orElse("Not Found"));
            default ->
                new CliProblem(said.orElse("the controller at " + controller + " answered with status " + status
                        + (status >= 500 ? "; try again in a moment" : "")));
        };
    }

    /** It says to go somewhere else: the user decides, not a server. */
    static CliProblem elsewhere(String controller, Optional<String> location) {
        var there = location.flatMap(Refusals::origin);
        return new CliProblem(
                there.map(url -> controller + " says it is now at " + url + "; log in there: drycc login " + url)
                        .orElse(controller + " sent us somewhere else; is this the address of a controller?"));
    }

    private static Optional<String> origin(String location) {
        try {
            var uri = URI.create(location);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri.getScheme() + "://" + uri.getAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The {@code detail}, or the fields with their messages. */
    private static Optional<String> words(String body) {
        try {
            var json = Json.parse(body);
            if (json.hasNonNull("detail")) {
                return Optional.of(json.get("detail").asString());
            }
            var fields = new ArrayList<String>();
            json.properties().forEach(field -> fields.add(field.getKey() + ": " + text(field.getValue())));
            return fields.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", fields));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isString() ? value.asString() : value.toString();
        }
        var all = new ArrayList<String>();
        value.forEach(element -> all.add(element.isString() ? element.asString() : element.toString()));
        return String.join(" ", all);
    }
}
