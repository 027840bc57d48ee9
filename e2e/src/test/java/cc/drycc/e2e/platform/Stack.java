package cc.drycc.e2e.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A run image and a builder image with the upstream lifecycle, made by {@code stacks/} without a registry.
 *
 * @param name what both names start with
 * @param roots the folder with root file systems of Debian packages; none: busybox alone
 */
public record Stack(String name, Optional<String> roots) {

    /** Of busybox alone; enough for static sites. */
    public static Stack tiny() {
        return new Stack("drycc-stack/tiny", Optional.empty());
    }

    /**
     * Of Debian packages, with all languages but Go, whose packages are larger than all others. Takes minutes the first
     * time on a machine.
     *
     * @throws Missing when they cannot be had here
     */
    public static Stack debian() throws Missing {
        return new Stack("drycc/stack", Optional.of(made("debian", Duration.ofMinutes(15))));
    }

    /** Why there is no stack. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        private Missing(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    public String builder() {
        return name + "-builder";
    }

    /**
     * Builds the lifecycle, once on a machine.
     *
     * @throws Missing when Go or its modules cannot be had here
     */
    public Stack withLifecycle() throws Missing {
        made("lifecycle", Duration.ofMinutes(5));
        return this;
    }

    private static String made(String script, Duration limit) throws Missing {
        var made = Command.of(script(script))
                .env("DRYCC_STACK_LANGUAGES", "java nodejs php python ruby")
                .within(limit)
                .run();
        if (made.exitCode() != 0) {
            var lines = made.err().strip().lines().toList();
            throw new Missing("stacks/" + script + ": " + String.join(" / ", last(lines)));
        }
        return made.out().strip();
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 3), lines.size());
    }

    private static String script(String name) {
        return Platform.checkout().resolve("stacks").resolve(name).toString();
    }

    /** Builds both images in the platform's engine. */
    public void install(Platform platform) {
        var folder = platform.folder().resolve("stack");
        var contexts = Command.of(script("contexts"), folder.toString(), name);
        roots.map(contexts::with).orElse(contexts).run().ok();
        var socket = platform.engineUrl().replaceFirst("^unix://", "");
        for (var part : List.of("run", "builder")) {
            var build =
                    "tar -C '%s/%s' -c . | curl -sSf --unix-socket '%s' -X POST -H 'Content-Type: application/x-tar'"
                            .formatted(folder, part, socket);
            var answer = Command.of(
                            "sh",
                            "-c",
                            build
                                    + " --data-binary @- 'http://engine/v1.40/build?layers=false&t=%s-%s'"
                                            .formatted(name, part))
                    .within(Duration.ofMinutes(5))
                    .run()
                    .ok();
            if (answer.out().contains("errorDetail")) {
                throw new AssertionError(answer.out());
            }
        }
    }
}
