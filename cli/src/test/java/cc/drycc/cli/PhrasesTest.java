package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cc.drycc.api.RolledBack;
import cc.drycc.api.RunResult;
import cc.drycc.cli.CannedController.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every command says what the user guide shows (seed 1.4, 4.1 to 4.3, 5.1 to 5.8), and asks the controller for it. */
class PhrasesTest extends LoggedIn {

    private static final String POD = "hello-web-c4f44c4b4-7p7dh";

    @Test
    void version() {
        says("v0.1.0\n", "version");
        says("v0.1.0\n", "--version");
        controller.on("GET /healthz", CannedController.reply(200, "OK").with("DRYCC_PLATFORM_VERSION", "2.3.0"));
        says("""
                CLI Version:            v0.1.0
                CLI API Version:        2.3
                Controller API Version: 2.3
                Platform Version:       2.3.0
                """, "version", "-a");
        assertThat(desk.drycc("version", "-o", "json").out()).contains("\"client\" : \"v0.1.0\"");
    }

    @Test
    void version_and_update_when_nobody_is_logged_in() {
        var other = Desk.in(temporary.resolve("other"));
        assertThat(other.drycc("version", "--all").out())
                .contains("Controller API Version: unknown: nobody is logged in\n");
        var said = other.drycc("update");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .startsWith(
                        "This is drycc v0.1.0. Nobody is logged in, so there is no controller to compare it with.\n")
                .contains("git pull");
    }

    @Test
    void update_compares_with_the_controller() {
        controller.on("GET /healthz", CannedController.reply(200, "OK"));
        says(
                "This is drycc v0.1.0, which speaks API 2.3; the controller at " + controller.url()
                        + " speaks 2.3. There is nothing to update.\n",
                "update",
                "--dry-run");
        controller.on("GET /healthz", CannedController.reply(200, "OK").with("DRYCC_API_VERSION", "2.4"));
        var said = desk.drycc("update");
        assertThat(said.out()).contains("speaks 2.4. They do not match.\nIt comes with the platform: ");
        assertThat(said.err()).contains("WARNING: Client and server API versions do not match");
    }

    @Test
    void login_with_a_password_writes_the_profile() {
        controller.on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("new-token")));
        var other = desk.home().resolve(".drycc/other.json");
        says(
                "Logged in as demo\nConfiguration file written to " + other + "\n",
                "login",
                controller.url() + "/",
                "--username=demo",
                "--password=d=m o",
                "-c",
                "other");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"username\":\"demo\",\"password\":\"d=m o\"}");
        assertThat(controller.lastAsked().authorization()).isEmpty();
        assertThat(other).content().contains("\"token\" : \"new-token\"").contains(controller.url() + "\"");
    }

    @Test
    void login_asks_for_what_is_missing() {
        controller.on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("t")));
        var said = desk.typing(" s3cret \n").drycc("login", controller.url(), "--username=demo");
        assertThat(said.err()).isEqualTo("password: ");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"username\":\"demo\",\"password\":\" s3cret \"}");
    }

    @Test
    void login_without_a_name_opens_a_browser_and_waits() throws IOException {
        var key = "4ccc81ee2dce4349ad5261ceffe72c71";
        controller.on("POST /v2/auth/login/", CannedController.reply(200, "{\"key\": \"" + key + "\"}"));
        controller.on(
                "GET /v2/auth/token/" + key + "/?alias=workflow-cli",
                "{\"uuid\": \"u\", \"token\": \"by-browser\", \"username\": \"admin\"}");
        var bin = Files.createDirectories(temporary.resolve("bin"));
        var page = controller.url() + "/v2/login/drycc/?key=" + key;
        var profile = desk.home().resolve(".drycc/client.json");
        var rest = "Waiting for login... Logged in as admin\nConfiguration file written to " + profile + "\n";
        desk.variable("PATH", bin.toString());
        says(
                "Opening browser to " + page + "\nThere is no browser to start here: open that address in one.\n"
                        + rest,
                "login",
                controller.url());

        var opener = Files.writeString(
                bin.resolve("xdg-open"), "#!/bin/sh\nprintf %s \"$1\" >opened.new && /bin/mv opened.new opened\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwx------"));
        says("Opening browser to " + page + "\n" + rest, "login", controller.url());
        await().untilAsserted(() -> assertThat(desk.folder().resolve("opened")).hasContent(page));
        assertThat(profile).content().contains("\"token\" : \"by-browser\"").contains("\"username\" : \"admin\"");

        var json = desk.drycc("-o", "json", "login", controller.url());
        assertThat(json.err()).isEqualTo("Opening browser to " + page + "\n");
        assertThat(json.out()).startsWith("{").contains("admin");
    }

    @Test
    void login_at_a_controller_that_knows_no_browsers() {
        controller.on("POST /v2/auth/login/", "{}");
        var said = desk.drycc("login", controller.url());
        assertThat(said.err())
                .isEqualTo("Error: " + controller.url() + " offers no login with a browser; log in with --username\n");
    }

    @Test
    void register_makes_the_account_and_logs_in() {
        controller.on("POST /v2/auth/register/", "{\"username\": \"eve\"}");
        controller.on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("t")));
        var said = desk.typing("eve\npw\npw\neve@example.com\n").drycc("register", controller.url(), "-c", "eve");
        assertThat(said.out()).startsWith("Registered eve\nLogged in as eve\nConfiguration file written to ");
        assertThat(controller.asked().get(1).body())
                .isEqualTo("{\"username\":\"eve\",\"password\":\"pw\",\"email\":\"eve@example.com\"}");
    }

    @Test
    void register_stops_when_the_passwords_differ() {
        var said = desk.typing("eve\npw\nother\n").drycc("register", controller.url());
        assertThat(said.err()).endsWith("Error: Password mismatch, aborting registration.\n");
        assertThat(controller.asked()).hasSize(1);
    }

    @Test
    void whoami_and_logout() {
        says("You are dev at " + controller.url() + "\n", "whoami");
        says("Logged out as dev\n", "logout");
        assertThat(desk.drycc("whoami").err()).startsWith("Error: nobody is logged in (");
    }

    @Test
    void create_without_a_name_and_remote() {
        controller.on("POST /v2/apps/", Wire.json(Wire.app("proper-barbecue")));
        says("""
                Creating Application... done, created proper-barbecue
                If you want to add a git remote for this app later, use `drycc git remote -a proper-barbecue`
                """, "create", "--no-remote");
        assertThat(controller.lastAsked().body()).isEqualTo("{}");
    }

    @Test
    void apps_list_and_info() {
        controller.on("GET /v2/apps/", Wire.page(Wire.app("hello")));
        controller.on("GET /v2/apps/hello/", Wire.json(Wire.app("hello")));
        controller.on("GET /v2/apps/hello/pods/", Wire.all(Wire.pod(POD, "web", "up")));
        says("""
                ID       OWNER    CREATED                 UPDATED
                hello    dev      2023-12-08T02:25:00Z    2023-12-08T02:25:00Z
                """, "apps:list");
        assertThat(desk.drycc("info", "-a", "hello").out())
                .contains("App:        hello\nURL:        http://hello.localhost:8080\n", "\n  " + POD);
        assertThat(controller.lastAsked().authorization()).contains("token token-of-dev");
    }

    @Test
    void no_apps_says_how_to_make_one() {
        controller.on("GET /v2/apps/?limit=5", Wire.page());
        says("No apps yet; create one with: drycc create\n", "apps", "list", "-l", "5");
    }

    @Test
    void destroy_wants_the_name_again() {
        controller.on("GET /v2/apps/hello/", Wire.json(Wire.app("hello")));
        controller.on("DELETE /v2/apps/hello/", new Reply(204, "", Map.of()));
        var wrong = desk.typing("hullo\n").drycc("destroy", "-a", "hello");
        assertThat(wrong.err())
                .contains("re-run this command with --confirm=hello")
                .endsWith("Error: App hello does not match confirm hullo, aborting.\n");
        assertThat(controller.asked()).isEmpty();
        says("Destroying hello... done in 0s\n", "destroy", "-a", "hello", "--confirm=hello");
        assertThat(controller.lastAsked().line()).isEqualTo("DELETE /v2/apps/hello/");
    }

    @Test
    void transfer() {
        controller.on("POST /v2/apps/hello/", Wire.json(Wire.app("hello")));
        says("Transferring hello to eve... done\n", "apps:transfer", "eve", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"owner\":\"eve\"}");
    }

    @Test
    void pull_takes_a_procfile_as_text_as_file_and_from_the_folder() throws IOException {
        controller.on("POST /v2/apps/hello/build/", Wire.json(Wire.build("drycc/example-go")));
        var image = "{\"image\":\"drycc/example-go\",\"stack\":\"container\"";
        says("Creating build... done\n", "pull", "drycc/example-go", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo(image + "}");
        says("Creating build... done\n", "pull", "drycc/example-go", "-a", "hello", "--procfile=web: /app/bin/boot");
        assertThat(controller.lastAsked().body()).isEqualTo(image + ",\"procfile\":{\"web\":\"/app/bin/boot\"}}");
        Files.writeString(
                desk.folder().resolve("Procfile"), "# types\nweb: /bin/boot\n\nsleeper: echo \"a: b\"; sleep 9\n");
        says("Creating build... done\n", "pull", "drycc/example-go", "-a", "hello");
        assertThat(controller.lastAsked().body())
                .isEqualTo(image + ",\"procfile\":{\"web\":\"/bin/boot\",\"sleeper\":\"echo \\\"a: b\\\"; sleep 9\"}}");
    }

    @Test
    void pull_names_the_release_when_the_controller_does() {
        var build = CannedController.reply(201, Wire.json(Wire.build("x"))).with("X-Drycc-Release", "2");
        controller.on("POST /v2/apps/hello/build/", build);
        says("Creating build... done, v2\n", "pull", "x", "-a", "hello");
    }

    @Test
    void builds_info() {
        controller.on("GET /v2/apps/hello/build/", Wire.json(Wire.build("drycc/hello:git-060da68")));
        assertThat(desk.drycc("builds", "-a", "hello").out())
                .contains("App:        hello\nSha:        060da68\n", "Image:      drycc/hello:git-060da68\n");
    }

    @Test
    void config_set_unset_and_info() {
        var values = Map.of("FOO", "1", "BAR", "baz", "DRYCC_APP", "hello");
        var changed =
                CannedController.reply(201, Wire.json(Wire.config(values))).with("X-Drycc-Release", "4");
        controller.on("POST /v2/apps/hello/config/", changed);
        controller.on("GET /v2/apps/hello/config/?values=list", Wire.json(Wire.config(values)));
        var listed = "=== hello\nBAR: baz\nDRYCC_APP: hello\nFOO: 1\n";
        says("Creating config... done, v4\n" + listed, "config", "set", "FOO=1", "BAR=baz", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"values\":{\"FOO\":\"1\",\"BAR\":\"baz\"}}");
        says("Removing config... done, v4\n" + listed, "config:unset", "FOO", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"values\":{\"FOO\":null}}");
        says(listed, "config", "-a", "hello");
    }

    @Test
    void scale_shows_what_stays() {
        controller.on("POST /v2/apps/hello/scale/", new Reply(204, "", Map.of()));
        controller.on(
                "GET /v2/apps/hello/pods/",
                Wire.all(Wire.pod(POD, "web", "up"), Wire.pod("hello-web-c4f44c4b4-xxxxx", "web", "terminating")));
        says("""
                Scaling processes... but first, coffee!
                done in 0s
                NAME                         RELEASE    STATE    PTYPE    READY    RESTARTS    STARTED
                hello-web-c4f44c4b4-7p7dh    v2         up       web      1/1      0           2023-12-08T02:25:00Z
                """, "scale", "web=1", "sleeper=0", "-a", "hello");
        assertThat(controller.asked().getFirst().body()).isEqualTo("{\"web\":1,\"sleeper\":0}");
    }

    @Test
    void the_drink_is_a_matter_of_taste() {
        controller.on("POST /v2/apps/hello/pods/restart/", "[]");
        controller.on("GET /v2/apps/hello/pods/", Wire.all());
        desk.variable("DRYCC_DRINK_OF_CHOICE", "tea");
        says(
                "Restarting processes... but first, tea!\ndone in 0s\nNo processes found.\n",
                "ps",
                "restart",
                "-a",
                "hello");
    }

    @Test
    void ps_restart_of_a_type_as_the_guide_writes_it() {
        controller.on("POST /v2/apps/hello/pods/background/restart/", "[]");
        controller.on("POST /v2/apps/hello/pods/" + POD + "/restart/", "[]");
        controller.on("GET /v2/apps/hello/pods/", Wire.all());
        for (var which : new String[] {"hello-background", "background", POD}) {
            assertThat(desk.drycc("ps", "restart", which, "-a", "hello").exitCode())
                    .as(which)
                    .isZero();
        }
    }

    @Test
    void ps_delete() {
        controller.on("DELETE /v2/apps/hello/pods/", new Reply(204, "", Map.of()));
        says("Deleting " + POD + " from hello... done\n", "ps", "delete", POD, "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"pod_ids\":\"" + POD + "\"}");
    }

    @Test
    void logs_are_copied_as_they_are() {
        var lines = "2026-11-21T03:04:05Z hello[web.4qm6w]: é\n";
        controller.on("GET /v2/apps/hello/logs/?log_lines=300", lines);
        controller.on("GET /v2/apps/hello/logs/?log_lines=2&follow=true", lines);
        controller.on("GET /v2/apps/hello/pods/" + POD + "/logs/?log_lines=5", lines);
        says(lines, "logs", "-a", "hello");
        says(lines, "logs", "-f", "-n", "2", "-a", "hello");
        says(lines, "ps", "logs", POD, "-l", "5", "-a", "hello");
    }

    @Test
    void releases_cut_long_summaries() {
        var summary = "dev added IMAGE_PULL_POLICY, PIP_INDEX_URL, PORT, DISABLE_COLLECTSTATIC";
        controller.on(
                "GET /v2/apps/hello/releases/",
                Wire.page(
                        Wire.release(2, "succeed", summary),
                        Wire.release(1, "succeed", "dev created initial release")));
        says("""
                OWNER    STATE      VERSION    CREATED                 SUMMARY
                dev      succeed    v2         2023-12-08T02:25:00Z    dev added IMAGE_PULL_POLICY, PIP_INDEX_URL, PORT, DISABLE_COLLEC[...]
                dev      succeed    v1         2023-12-08T02:25:00Z    dev created initial release
                """, "releases", "-a", "hello");
    }

    @Test
    void releases_info_and_rollback() {
        controller.on("GET /v2/apps/hello/releases/v2/", Wire.json(Wire.release(2, "failed", "dev deployed 060da68")));
        controller.on("POST /v2/apps/hello/releases/rollback/", Wire.json(new RolledBack(4)));
        assertThat(desk.drycc("releases", "info", "v2", "-a", "hello").out())
                .contains("State:      failed\n", "Summary:    dev deployed 060da68\nVersion:    v2\n");
        says("Rolled back to v3\n", "rollback", "v3", "web", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"version\":3,\"ptypes\":\"web\"}");
        controller.on(
                "POST /v2/apps/hello/releases/deploy/",
                new CannedController.Reply(204, "", Map.of("X-Drycc-Release", "4")));
        says("Deploying hello... done, v4\n", "releases", "deploy", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"force\":false}");
        says("Deploying web of hello... done, v4\n", "releases", "deploy", "web", "--force", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"force\":true,\"ptypes\":\"web\"}");
        says("Rolled back to v2\n", "rollback", "v2", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"version\":2}");
        says("Rolled back\n", "rollback", "-a", "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{}");
    }

    @Test
    void run_passes_output_and_exit_code_on() {
        controller.on("POST /v2/apps/hello/run/", Wire.json(new RunResult(7, "hi\n")));
        var said = desk.drycc("run", "-a", "hello", "--", "echo", "hi;", "exit 7", "-h");
        assertThat(said).isEqualTo(new Desk.Said(7, "hi\n", "Running `echo hi; exit 7 -h`...\n"));
        assertThat(controller.lastAsked().body()).contains("\"command\":\"echo hi; exit 7 -h\"");
    }

    @Test
    void keys_add_list_and_remove() throws IOException {
        var line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJm3cmPzu admin@plinth-23437.local";
        var file = Files.writeString(desk.folder().resolve("id_drycc.pub"), line + "\n");
        controller.on("POST /v2/keys/", Wire.json(Wire.key("admin@plinth-23437.local", line)));
        controller.on("GET /v2/keys/", Wire.page(Wire.key("admin@plinth-23437.local", line)));
        controller.on("DELETE /v2/keys/admin%40plinth-23437.local", new Reply(204, "", Map.of()));
        says("Uploading id_drycc.pub to drycc... done\n", "keys", "add", file.toString());
        assertThat(controller.lastAsked().body())
                .isEqualTo("{\"id\":\"admin@plinth-23437.local\",\"public\":\"" + line + "\"}");
        says("Uploading id_drycc.pub to drycc... done\n", "keys", "add", "mine", "id_drycc.pub");
        assertThat(controller.lastAsked().body()).startsWith("{\"id\":\"mine\"");
        says("""
                ID                          OWNER    KEY
                admin@plinth-23437.local    dev      ssh-ed25519 AAAA...3437.local
                """, "keys", "list");
        says("Removing admin@plinth-23437.local SSH Key... done\n", "keys", "remove", "admin@plinth-23437.local");
    }

    @Test
    void a_private_key_stays_here() throws IOException {
        Files.writeString(desk.folder().resolve("id"), "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n");
        var said = desk.drycc("keys", "add", "id");
        assertThat(said.err())
                .startsWith("Error: ")
                .contains("is a private key: give the public one")
                .hasLineCount(1);
        assertThat(controller.asked()).isEmpty();
    }
}
