package cc.drycc.controller.conformance;

import cc.drycc.controller.testing.Api;
import cc.drycc.controller.testing.Api.Answer;
import cc.drycc.controller.testing.TestController;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of one person and one app as the examples tell it: each example sent in an order that makes sense, with the
 * tokens, pods and keys that exist in place of those shown.
 */
final class Story {

    /** The order of the examples; all of them are here. */
    static final List<String> ORDER = List.of(
            "Register a New User",
            "Log in",
            "Who Am I",
            "Create an Application",
            "List all Applications",
            "List Application Details",
            "Retrieve Application Logs",
            "Create Application Build",
            "List Application Builds",
            "List Application Releases",
            "List Release Details",
            "Scale Pods",
            "List all Pods",
            "List all Pods by Type",
            "Restart All Pods",
            "Restart Pods by Type",
            "Restart Pods by Type and Name",
            "Run one-off Commands",
            "Create new Config",
            "List Application Configuration",
            "Unset Config Variable",
            "Rollback Release",
            "Add Domain",
            "List Application Domains",
            "Create Certificate",
            "List all Certificates",
            "Get Certificate Details",
            "Attach a Domain to a Certificate",
            "Remove a Domain from a Certificate",
            "Destroy a Certificate",
            "Enable or disable TLS",
            "Get TLS status",
            "Remove Domain",
            "Add Key to User",
            "List Keys",
            "Remove Key from User",
            "Create Application Permission",
            "List Application Permissions",
            "Remove Application Permission",
            "Grant User Administrative Privileges",
            "List Administrators",
            "Remove User’s Administrative Privileges",
            "List all users",
            "Update Application Details",
            "Regenerate Token",
            "Change Password",
            "Destroy an Application",
            "Cancel Account");

    private static final Set<String> ADMINISTRATORS = Set.of(
            "Grant User Administrative Privileges",
            "List Administrators",
            "Remove User’s Administrative Privileges",
            "List all users");
    /** Where the optional parameters are sent too. */
    private static final Set<String> WITH_OPTIONAL = Set.of(
            "Register a New User", "Create an Application", "Update Application Details", "Create Application Build");

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAWfziARgB67oToCLK3oOER0WyvLE3T+XD5QYLZ/5H6j test@example.com";

    private final TestController controller;
    private Api test;

    Story(TestController controller) {
        this.controller = controller;
        this.test = controller.anonymous();
        controller.engine().image("drycc/example-go:latest", Map.of(), 8080);
    }

    static Comparator<Example> order() {
        return Comparator.comparing(Example::api).thenComparingInt(example -> ORDER.indexOf(example.title()));
    }

    /** Sends an example. */
    Answer tell(Example example) {
        var request = example.request();
        var answer = sender(example)
                .with("Host", request.headers().getOrDefault("Host", ""))
                .send(
                        request.method(),
                        path(request.path()),
                        body(example).map(body -> "application/json").orElse(null),
                        body(example).orElse(null));
        remember(example, answer);
        return answer;
    }

    private Api sender(Example example) {
        if (!example.request().headers().containsKey("Authorization")) {
            return controller.anonymous();
        }
        return ADMINISTRATORS.contains(example.title()) ? controller.admin() : test;
    }

    private void remember(Example example, Answer answer) {
        if (answer.status() != 200) {
            return;
        }
        switch (example.title()) {
            case "Log in", "Regenerate Token" ->
                test = controller.anonymous().as(answer.json().path("token").asString(""));
            default -> {
                // The other examples leave nothing that later ones need.
            }
        }
    }

    private String path(String path) {
        return path.contains("/pods/go-v2-web-") ? path.replaceAll("go-v2-web-[a-z0-9]+", somePod()) : path;
    }

    private String somePod() {
        return test.get("/v2/apps/example-go/pods/")
                .json()
                .at("/results/0/name")
                .asString("no-pod");
    }

    private Optional<String> body(Example example) {
        var body = example.request().body().map(LooseJson::read);
        var optional = WITH_OPTIONAL.contains(example.title())
                ? example.request().optional().map(LooseJson::read)
                : Optional.<JsonNode>empty();
        if (body.isPresent() && optional.isPresent()) {
            ((ObjectNode) body.get()).setAll((ObjectNode) optional.get());
        }
        return body.or(() -> optional).map(json -> asItIs(example, json).toString());
    }

    /** With what exists in place of what the example shows. */
    private JsonNode asItIs(Example example, JsonNode json) {
        var body = (ObjectNode) json;
        return switch (example.title()) {
            case "Add Key to User" -> body.put("public", KEY);
            case "Change Password" -> body.put("password", "opensesame");
            case "Rollback Release" -> body.put("version", 2);
            default -> body;
        };
    }
}
