package cc.drycc.cli.commands;

import cc.drycc.cli.WrongUsage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a probe or a hook does to a pod, as flags and arguments of {@code healthchecks set} and {@code lifecycles set}. */
final class Actions {

    @Option(names = "--path", defaultValue = "/", paramLabel = "PATH", description = "path of an httpGet (default /)")
    private String path = "/";

    @Option(
            names = "--headers",
            paramLabel = "NAME:VALUE,…",
            description = "headers of an httpGet, separated by commas")
    private @Nullable String headers;

    /**
     * Puts the action into a probe or hook.
     *
     * @param action {@code httpGet}, {@code exec} or {@code tcpSocket}
     * @param words the port, or the command
     */
    void put(ObjectNode into, String action, List<String> words) {
        switch (action) {
            case "httpGet" -> {
                var get = into.putObject("httpGet")
                        .put("port", port(action, words))
                        .put("path", path);
                var list = get.putArray("httpHeaders");
                Optional.ofNullable(headers).ifPresent(text -> {
                    for (var pair : text.split(",")) {
                        int colon = pair.indexOf(':');
                        if (colon < 1) {
                            throw new WrongUsage(
                                    "headers are written NAME:VALUE,NAME:VALUE, ex: X-Client-Version:v1.0");
                        }
                        list.addObject()
                                .put("name", pair.substring(0, colon).strip())
                                .put("value", pair.substring(colon + 1).strip());
                    }
                });
            }
            case "tcpSocket" -> into.putObject("tcpSocket").put("port", port(action, words));
            case "exec" -> {
                if (words.isEmpty()) {
                    throw new WrongUsage("which command? ex: exec -- /bin/cat /tmp/healthy");
                }
                var command = into.putObject("exec").putArray("command");
                words.forEach(command::add);
            }
            default -> throw new WrongUsage("there is no action " + action + "; there are httpGet, exec and tcpSocket");
        }
    }

    private static int port(String action, List<String> words) {
        if (words.size() != 1 || !words.getFirst().matches("[0-9]{1,5}")) {
            throw new WrongUsage("%s takes a port, ex: %s 80".formatted(action, action));
        }
        return Integer.parseInt(words.getFirst());
    }
}
