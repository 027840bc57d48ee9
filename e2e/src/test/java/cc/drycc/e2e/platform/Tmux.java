package cc.drycc.e2e.platform;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A real terminal somebody sits at: a tmux server of its own with one window that runs a shell. */
public final class Tmux implements AutoCloseable {

    private final String socket = "drycc-" + UUID.randomUUID();

    private Tmux() {}

    /** Whether there is one here. */
    public static boolean missing() {
        return Command.of("sh", "-c", "command -v tmux").run().exitCode() != 0;
    }

    /** A window of this size with a shell in this folder. */
    public static Tmux open(int rows, int columns, Path home) {
        var tmux = new Tmux();
        Command.of("tmux", "-L", tmux.socket, "-f", "/dev/null", "new-session", "-d")
                .with("-x", "" + columns, "-y", "" + rows, "env", "PS1=here$ ", "HOME=" + home, "sh")
                .in(home)
                .run()
                .ok();
        tmux.shows("here$");
        return tmux;
    }

    /** Types a line and Enter. */
    public Tmux type(String line) {
        tmux("send-keys", "-l", line);
        return key("Enter");
    }

    /** Presses a key by tmux' name of it: {@code C-c}. */
    public Tmux key(String name) {
        tmux("send-keys", name);
        return this;
    }

    public Tmux resize(int rows, int columns) {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
        return this;
    }

    /** Waits until this is on the screen. */
    public Tmux shows(String text) {
        await("\"" + text + "\" on the screen")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> screen().contains(text));
        return this;
    }

    public String screen() {
        return tmux("capture-pane", "-p").out();
    }

    private Command.Result tmux(String... words) {
        return Command.of("tmux", "-L", socket).with(words).run().ok();
    }

    @Override
    public void close() {
        Command.of("tmux", "-L", socket, "kill-server").run();
    }
}
