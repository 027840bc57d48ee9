package cc.drycc.e2e.guide;

import cc.drycc.e2e.guide.Step.Direction;
import cc.drycc.e2e.guide.Step.Typed;
import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workstation with a shell, a home, a browser that signs in by itself, and a platform to talk to. */
final class Stage {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WHEN_STOPPED = 124;

    /** {@code pod TYPE}: the name of the first process of that type. */
    private static final String PRELUDE = """
            pod() { drycc ps | awk -v type="$1" '$4 == type { print $1; exit }'; }
            """;

    private static final String DOCKERFILE = """
            FROM scratch
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            RUN printf '#!/bin/sh\\nexec /bin/sh "$@"\\n' >/bin/bash && chmod +x /bin/bash
            RUN mkdir -p /www /app/bin && echo Powered by Drycc >/www/index.html
            COPY boot /bin/boot
            COPY boot /app/bin/boot
            EXPOSE 5000
            CMD ["/bin/boot"]
            """;

    private static final String BOOT = """
            #!/bin/sh
            trap 'kill $!; exit 0' TERM
            echo "listening on ${PORT:-5000}"
            httpd -f -p "${PORT:-5000}" -h /www & wait
            """;

    private static final String PROCFILE = "web: /bin/boot\\nbackground: while :; do sleep 1; done\\n";

    private final Platform platform;
    private final Path home;
    private final List<Swap> swaps = new ArrayList<>();
    private Path folder;
    private String typing = "";
    private boolean stop;

    private record Swap(String guide, String ours) {}

    Stage(Platform platform) throws IOException {
        this.platform = platform;
        this.home = Files.createDirectories(platform.folder().resolve("workstation"));
        this.folder = home;
        var bin = Files.createDirectories(home.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("drycc"), Platform.checkout().resolve("bin/drycc"));
    }

    /** Does what a direction says. */
    void prepare(Direction direction) throws IOException {
        var text = direction.text();
        switch (direction.verb()) {
            case "swap" -> {
                var sides = text.split(" => ", 2);
                swaps.add(new Swap(sides[0], filled(sides[1])));
            }
            case "sh" -> shell(filled(text)).ok();
            case "image" -> image(text);
            case "in" -> folder = Files.createDirectories(home.resolve(text));
            case "git" -> shell("git init -q .").ok();
            case "app" -> app(text);
            case "type" -> typing = text + "\n";
            case "browser" -> browser(text);
            case "stop" -> stop = true;
            default -> throw new IllegalStateException("play.txt has a direction nobody knows: @" + direction.verb());
        }
    }

    private String filled(String text) {
        return text.replace("{controller}", platform.controller()).replace("{home}", home.toString());
    }

    /** Types a command of the guide; gives what came back. */
    Command.Result type(Typed typed) {
        var line = swapped(typed.command());
        var result = shell(stop ? "timeout -s INT 5 " + line : line);
        typing = "";
        boolean stopped = stop && result.exitCode() == WHEN_STOPPED;
        stop = false;
        return stopped ? new Command.Result(result.name(), 0, result.out(), result.err()) : result;
    }

    /** A line of the guide with what stands here for what stands there. */
    String swapped(String line) {
        var text = line;
        for (Swap swap : swaps) {
            text = text.replace(swap.guide(), swap.ours());
        }
        return text;
    }

    private Command.Result shell(String line) {
        return Command.of("bash", "-c", PRELUDE + line)
                .in(folder)
                .env(Map.of(
                        "HOME",
                        home.toString(),
                        "PATH",
                        home.resolve("bin") + ":" + System.getenv("PATH"),
                        "GIT_CONFIG_NOSYSTEM",
                        "1"))
                .typing(typing)
                .within(PATIENCE)
                .run();
    }

    private void app(String name) throws IOException {
        folder = Files.createDirectories(home.resolve(name));
        shell("drycc create --no-remote " + name + " && drycc pull drycc/example-go --procfile=\"$(printf '" + PROCFILE
                        + "')\"")
                .ok();
    }

    private void image(String name) throws IOException {
        var context = Files.createDirectories(home.resolve("image"));
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(context.resolve("boot"), BOOT);
        context.resolve("boot").toFile().setExecutable(true);
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        Command.of("podman", "--url", platform.engineUrl(), "build", "-q", "-t", "docker.io/" + name + ":latest")
                .with(context.toString())
                .within(PATIENCE)
                .run()
                .ok();
    }

    /** A browser is what {@code xdg-open} starts: this one fills the form in and sends it, as that user. */
    private void browser(String user) throws IOException {
        var program = home.resolve("bin/xdg-open");
        Files.writeString(program, """
                #!/bin/sh
                page=$(mktemp) && jar=$(mktemp)
                curl -s -c "$jar" -o "$page" "$1"
                key=$(sed -n 's/.*name="key" value="\\([0-9a-f]*\\)".*/\\1/p' "$page")
                check=$(sed -n 's/.*name="check" value="\\([0-9a-f]*\\)".*/\\1/p' "$page")
                curl -s -b "$jar" --data-urlencode "key=$key" --data-urlencode "check=$check" --data-urlencode "username=%s" \\
                  --data-urlencode "password=%s" "${1%%%%\\?*}"
                rm -f "$page" "$jar"
                """.formatted(user, Platform.ADMIN_PASSWORD));
        program.toFile().setExecutable(true);
    }
}
