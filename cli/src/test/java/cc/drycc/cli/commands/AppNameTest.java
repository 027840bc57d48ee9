package cc.drycc.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.cli.CannedController;
import cc.drycc.cli.Desk;
import cc.drycc.cli.LoggedIn;
import cc.drycc.cli.Wire;
import cc.drycc.cli.git.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which app is meant: that of {@code -a}, of the git remote, of {@code DRYCC_APP}, of the folder. */
class AppNameTest extends LoggedIn {

    private static void git(Path folder, String... words) throws IOException, InterruptedException {
        var argv = new ArrayList<>(List.of("git"));
        argv.addAll(List.of(words));
        var end =
                new ProcessBuilder(argv).directory(folder.toFile()).inheritIO().start();
        assertThat(end.waitFor()).isZero();
    }

    private Desk folder(String name) throws IOException {
        return desk.at(Files.createDirectories(temporary.resolve(name)));
    }

    private void asks(Desk from, String app, String... flags) {
        from.drycc(Stream.concat(Stream.of("config"), Arrays.stream(flags)).toArray(String[]::new));
        assertThat(controller.lastAsked().line()).isEqualTo("GET /v2/apps/" + app + "/config/?values=list");
    }

    @Test
    void the_folder_when_nothing_else_says() throws IOException {
        asks(folder("example-go"), "example-go");
        asks(folder("Example-Go"), "example-go");
    }

    @Test
    void the_variable_before_the_folder() throws IOException {
        asks(folder("example-go").variable("DRYCC_APP", "other"), "other");
    }

    @Test
    void the_remote_before_the_variable_and_the_flag_before_all() throws Exception {
        var repository = folder("example-go").variable("DRYCC_APP", "other");
        git(repository.folder(), "init", "-q");
        git(repository.folder(), "remote", "add", "drycc", "ssh://git@localhost:2222/skiing-keypunch.git");
        asks(repository, "skiing-keypunch");
        asks(repository, "flagged", "-a", "flagged");
        var inside = desk.at(Files.createDirectories(repository.folder().resolve("src/main")));
        asks(inside, "skiing-keypunch");
    }

    @Test
    void a_remote_that_leads_elsewhere_does_not_count() throws Exception {
        var repository = folder("example-go");
        git(repository.folder(), "init", "-q");
        git(repository.folder(), "remote", "add", "drycc", "https://example.com/team/else.git");
        asks(repository, "example-go");
    }

    @Test
    void a_folder_whose_name_is_none_asks_for_one() throws IOException {
        for (var said : List.of(
                folder("my project").drycc("info"), desk.at(Path.of("/")).drycc("info"))) {
            assertThat(said.err())
                    .startsWith("Error: which app? There is no git remote drycc here; give its name with --app\n");
            assertThat(said.exitCode()).isEqualTo(2);
        }
        assertThat(controller.asked()).isEmpty();
    }

    @Test
    void create_adds_the_remote_once_and_destroy_removes_it() throws Exception {
        controller.on("POST /v2/apps/", Wire.json(Wire.app("skiing-keypunch")));
        controller.on("GET /v2/apps/skiing-keypunch/", Wire.json(Wire.app("skiing-keypunch")));
        controller.on("DELETE /v2/apps/skiing-keypunch/", new CannedController.Reply(204, "", Map.of()));
        var repository = folder("example-go");
        git(repository.folder(), "init", "-q");
        assertThat(repository.drycc("create").out())
                .isEqualTo("Creating Application... done, created skiing-keypunch\nGit remote drycc added\n");
        var git = new Git(repository.folder());
        assertThat(git.remoteUrl("drycc")).contains("ssh://git@localhost:2222/skiing-keypunch.git");
        assertThat(repository.drycc("create").out()).contains("If you want to add a git remote for this app later");
        assertThat(repository.drycc("destroy", "--confirm=skiing-keypunch").out())
                .isEqualTo("Destroying skiing-keypunch... done in 0s\nGit remote drycc removed\n");
        assertThat(git.remoteUrl("drycc")).isEmpty();
    }

    @Test
    void git_remote_adds_keeps_refuses_and_replaces() throws Exception {
        controller.on("GET /v2/apps/hello/", Wire.json(Wire.app("hello")));
        var repository = folder("hello");
        assertThat(repository.drycc("git", "remote").err())
                .contains("make one with: git init")
                .hasLineCount(1);
        git(repository.folder(), "init", "-q");
        assertThat(repository.drycc("git", "remote").out())
                .isEqualTo("Git remote drycc successfully created for app hello.\n");
        assertThat(repository.drycc("git:remote").out())
                .isEqualTo("Remote drycc already exists and is correctly configured for app hello.\n");
        git(repository.folder(), "remote", "set-url", "drycc", "ssh://git@localhost:2222/other.git");
        assertThat(repository.drycc("git", "remote", "-a", "hello").err())
                .contains("replace it with --force")
                .hasLineCount(1);
        assertThat(repository.drycc("git", "remote", "-a", "hello", "-f").exitCode())
                .isZero();
        assertThat(repository.drycc("git", "remove").out()).isEqualTo("Git remotes for app hello removed.\n");
        assertThat(new Git(repository.folder()).remoteUrl("drycc")).isEmpty();
    }
}
