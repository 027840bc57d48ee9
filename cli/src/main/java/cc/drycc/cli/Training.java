package cc.drycc.cli;

import java.util.List;

/**
 * What {@code bin/drycc} runs once to fill the class cache: the ways through the program that most calls take, against a
 * port where nobody listens.
 */
final class Training {

    private Training() {}

    public static void main(String[] arguments) {
        for (var words : List.of(
                List.of("version"),
                List.of("help"),
                List.of("help", "apps"),
                List.of("help", "apps", "create"),
                List.of("login", "http://127.0.0.1:9", "--username=x", "--password=x"),
                List.of("-c", "/nonexistent/profile.json", "whoami"),
                List.of("-c", "/nonexistent/profile.json", "apps", "list"),
                List.of("-c", "/nonexistent/profile.json", "ps", "-a", "x"),
                List.of("-c", "/nonexistent/profile.json", "config", "set", "A=1", "-a", "x"),
                List.of("-c", "/nonexistent/profile.json", "releases", "-a", "x"))) {
            Drycc.run(words);
        }
    }
}
