package cc.drycc.e2e.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A real git repository with a remote {@code drycc} that leads to an app. */
public final class Repository {

    /** A web server in a scratch image: says who powers it, which release it is, and what version its source is. */
    public static final String DOCKERFILE = """
            FROM scratch
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            COPY cgi-bin /www/cgi-bin
            COPY version /www/version
            EXPOSE 5000
            CMD ["/bin/sh", "-c", "trap 'kill $!; exit 0' TERM; httpd -f -p 5000 -h /www & wait"]
            """;

    private static final String ANSWER = """
            #!/bin/sh
            printf 'Content-Type: text/plain\\r\\n\\r\\n'
            echo "Powered by ${POWERED_BY:-Drycc}"
            echo "Release $DRYCC_RELEASE on $HOSTNAME"
            echo "request for $QUERY_STRING" >&2
            """;

    private final Platform platform;
    private final Person person;
    private final String app;
    private final Path folder;

    Repository(Platform platform, Person person, String app, Path folder) {
        this.platform = platform;
        this.person = person;
        this.app = app;
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("cgi-bin"));
            Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git("init", "-q", "-b", "master").ok();
        git("remote", "add", "drycc", "ssh://git@localhost:" + platform.sshPort() + "/" + app + ".git")
                .ok();
        write("Dockerfile", DOCKERFILE);
        write("cgi-bin/hello", ANSWER);
        folder.resolve("cgi-bin/hello").toFile().setExecutable(true);
        commit("version", "1");
    }

    public Person person() {
        return person;
    }

    public String app() {
        return app;
    }

    public Path folder() {
        return folder;
    }

    public void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file and commits everything. */
    public void commit(String file, String text) {
        write(file, text);
        git("add", "-A").ok();
        git("commit", "-q", "--allow-empty", "-m", "change " + file).ok();
    }

    public String head() {
        return git("rev-parse", "HEAD").ok().out().strip();
    }

    /** The commit the platform's repository has for the branch, or nothing. */
    public String remoteHead() {
        return git("ls-remote", "drycc", "refs/heads/master").ok().out().split("\\s", 2)[0];
    }

    public Command.Result git(String... arguments) {
        return gitCommand(arguments).run();
    }

    public Command gitCommand(String... arguments) {
        return Command.of("git")
                .with(arguments)
                .env(person.gitEnvironment())
                .in(folder)
                .within(Duration.ofMinutes(5));
    }

    public Command.Result push() {
        return git("push", "drycc", "master");
    }

    /** The app's answer with its status code on the last line. */
    public String get() {
        return platform.curl(app, "/cgi-bin/hello");
    }

    /** The version file the app serves, with the status code on the last line. */
    public String version() {
        return platform.curl(app, "/version");
    }

    public Command.Result drycc(String... arguments) {
        return person.dryccCommand("-a", app).with(arguments).run();
    }
}
