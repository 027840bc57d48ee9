package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.RolledBack;
import cc.drycc.api.RunResult;
import cc.drycc.cli.CannedController.Reply;
import cc.drycc.cli.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** With {@code -o json} or {@code yaml} standard output is that and nothing else, for every command. */
class JsonOutputTest {

    @TempDir
    private Path temporary;

    private static CannedController controller() {
        var nothing = new Reply(204, "", Map.of());
        return new CannedController()
                .on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("t")))
                .on("GET /v2/apps/", Wire.page(Wire.app("hello")))
                .on("POST /v2/apps/", Wire.json(Wire.app("hello")))
                .on("GET /v2/apps/hello/", Wire.json(Wire.app("hello")))
                .on("POST /v2/apps/hello/", Wire.json(Wire.app("hello")))
                .on("DELETE /v2/apps/hello/", nothing)
                .on("GET /v2/apps/hello/build/", Wire.json(Wire.build("x")))
                .on("POST /v2/apps/hello/build/", Wire.json(Wire.build("x")))
                .on("GET /v2/apps/hello/config/?values=list", Wire.json(Wire.config(Map.of("A", "1"))))
                .on("POST /v2/apps/hello/config/", Wire.json(Wire.config(Map.of("A", "1"))))
                .on("POST /v2/apps/hello/scale/", nothing)
                .on("GET /v2/apps/hello/pods/", Wire.all(Wire.pod("hello-web-1-a", "web", "terminating")))
                .on("POST /v2/apps/hello/pods/restart/", "[]")
                .on("DELETE /v2/apps/hello/pods/", nothing)
                .on(
                        "GET /v2/apps/hello/releases/",
                        Wire.page(Wire.release(1, "succeed", "dev created initial release")))
                .on("GET /v2/apps/hello/releases/v1/", Wire.json(Wire.release(1, "succeed", "x")))
                .on("POST /v2/apps/hello/releases/rollback/", Wire.json(new RolledBack(4)))
                .on("POST /v2/apps/hello/run/", Wire.json(new RunResult(0, "hi\n")))
                .on("GET /v2/keys/", Wire.page(Wire.key("k", "ssh-ed25519 A k")))
                .on("POST /v2/keys/", Wire.json(Wire.key("k", "ssh-ed25519 A k")))
                .on("DELETE /v2/keys/k", nothing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whoami",
                "logout",
                "login CONTROLLER -u demo -p demo",
                "apps list",
                "create --no-remote",
                "info -a hello",
                "apps transfer eve -a hello",
                "destroy -a hello --confirm hello",
                "builds -a hello",
                "pull x -a hello",
                "config -a hello",
                "config set A=1 -a hello",
                "config unset A -a hello",
                "scale web=2 -a hello",
                "ps -a hello",
                "ps restart -a hello",
                "ps delete hello-web-1-a -a hello",
                "releases -a hello",
                "releases info 1 -a hello",
                "rollback -a hello",
                "run -a hello -- echo",
                "keys",
                "keys add key.pub",
                "keys remove k",
            })
    void only_json_or_yaml(String words) throws IOException {
        try (var controller = controller()) {
            var desk = Desk.in(temporary).loggedInAt(controller.url());
            Files.writeString(desk.folder().resolve("key.pub"), "ssh-ed25519 A k\n");
            var said = desk.drycc(("-o json " + words.replace("CONTROLLER", controller.url())).split(" "));
            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(Json.parse(said.out()).isContainer()).as(said.out()).isTrue();
            if (!words.equals("logout")) {
                var yaml = desk.drycc(("-o yaml " + words.replace("CONTROLLER", controller.url())).split(" "));
                assertThat(yaml.exitCode()).as(yaml.err()).isZero();
                var read = new Load(LoadSettings.builder().build()).loadFromString(yaml.out());
                assertThat(read).as(yaml.out()).isEqualTo(Json.plain(Json.parse(said.out())));
            }
        }
    }

    @Test
    void ps_keeps_the_pods_that_leave() {
        try (var controller = controller()) {
            var said = Desk.in(temporary).loggedInAt(controller.url()).drycc("ps", "-a", "hello", "--output=JSON");
            assertThat(Json.parse(said.out()).path("results")).hasSize(1);
        }
    }

    @Test
    void an_error_leaves_standard_output_empty() {
        try (var controller = controller()) {
            var desk = Desk.in(temporary).loggedInAt(controller.url());
            for (var words : List.of("-o json info -a gone", "-o json config set A=1 -a gone")) {
                var said = desk.drycc(words.split(" "));
                assertThat(said).isEqualTo(new Desk.Said(1, "", "Error: Not found.\n"));
            }
        }
    }
}
