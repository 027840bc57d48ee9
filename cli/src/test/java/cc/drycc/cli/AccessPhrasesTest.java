package cc.drycc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.api.AdministratorInfo;
import cc.drycc.api.CollaboratorInfo;
import cc.drycc.api.CollaboratorListing;
import cc.drycc.api.NewToken;
import cc.drycc.api.TokenInfo;
import cc.drycc.api.UserInfo;
import cc.drycc.cli.CannedController.Reply;
import cc.drycc.cli.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sharing apps, tokens and users: what is said (seed 5.7, 5.8) and what the controller is asked. */
class AccessPhrasesTest extends LoggedIn {

    private static final Reply NOTHING = new Reply(204, "", Map.of());
    private static final Reply CREATED = new Reply(201, "", Map.of());
    private static final UUID ID = UUID.fromString("58176cf1-37a8-4c52-9b27-4c7a47269dfb");

    @Test
    void logout_ends_the_token_of_the_profile_only() {
        var other = new TokenInfo(UUID.randomUUID(), "dev", "ci", "abc...xyz", Instant.EPOCH, Instant.EPOCH, null);
        var own = new TokenInfo(ID, "dev", "workflow-cli", "tok...dev", Instant.EPOCH, Instant.EPOCH, null);
        controller
                .on("GET /v2/", "{}")
                .on("GET /v2/tokens/?limit=1000", Wire.page(other, own))
                .on("DELETE /v2/tokens/" + ID + "/", NOTHING);

        says("Logged out as dev\n", "logout");

        assertThat(controller.asked())
                .extracting(CannedController.Asked::line)
                .filteredOn(line -> line.startsWith("DELETE"))
                .containsExactly("DELETE /v2/tokens/" + ID + "/");
        assertThat(desk.drycc("whoami").exitCode()).isEqualTo(1);
    }

    @Test
    void logout_without_the_controller_says_that_the_token_goes_on() {
        controller.close();

        var said = desk.drycc("logout");

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEqualTo("Logged out as dev\n");
        assertThat(said.err()).startsWith("The token was not ended: cannot reach the controller at ");
        assertThat(desk.drycc("whoami").exitCode()).isEqualTo(1);
    }

    private static CollaboratorListing shared(CollaboratorInfo... with) {
        var names = List.of(with).stream().map(CollaboratorInfo::username).toList();
        return new CollaboratorListing(names, with.length, null, null, List.of(with));
    }

    @Test
    void perms_add_as_in_the_guide() {
        controller.on("POST /v2/apps/peachy-waxwork/perms/", CREATED);
        says(
                "Adding user otheruser as a collaborator for view,change,delete peachy-waxwork... done\n",
                "perms",
                "add",
                "otheruser",
                "view,change,delete",
                "-a",
                "peachy-waxwork");
        assertThat(controller.lastAsked().body())
                .isEqualTo("{\"username\":\"otheruser\",\"permissions\":\"view,change,delete\"}");
    }

    @Test
    void perms_create_and_delete_as_older_clients_call_them() {
        controller.on("POST /v2/apps/hello/perms/", CREATED).on("DELETE /v2/apps/hello/perms/eve", NOTHING);
        says(
                "Adding user eve as a collaborator for view,change,delete hello... done\n",
                "perms:create",
                "eve",
                "-a",
                "hello");
        says("Removing user eve as a collaborator from hello... done\n", "perms:delete", "eve", "-a", "hello");
    }

    @Test
    void perms_update_and_remove() {
        controller.on("PUT /v2/apps/hello/perms/e%40ve/", NOTHING).on("DELETE /v2/apps/hello/perms/e%40ve", NOTHING);
        says(
                "Updating user e@ve as a collaborator for view hello... done\n",
                "perms",
                "update",
                "e@ve",
                "view",
                "-a",
                "hello");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"username\":\"e@ve\",\"permissions\":\"view\"}");
        says("Removing user e@ve as a collaborator from hello... done\n", "perms", "remove", "e@ve", "-a", "hello");
    }

    @Test
    void perms_alone_lists_who_may_do_what() {
        var listing = shared(
                new CollaboratorInfo("hello", "eve", List.of("view", "change")),
                new CollaboratorInfo("hello", "otheruser", List.of("view")));
        controller.on("GET /v2/apps/hello/perms/", Wire.json(listing));
        controller.on("GET /v2/apps/hello/perms/?limit=2", Wire.json(listing));
        var table = """
                USERNAME     PERMISSIONS
                eve          view,change
                otheruser    view
                """;
        says(table, "perms", "-a", "hello");
        says(table, "perms", "list", "-l", "2", "-a", "hello");
    }

    @Test
    void an_app_nobody_shares_says_how_to_share_it() {
        controller.on("GET /v2/apps/hello/perms/", Wire.json(shared()));
        says(
                "hello is shared with nobody; share it with: drycc perms add USER view,change,delete\n",
                "perms:list",
                "-a",
                "hello");
    }

    @Test
    void administrators_need_no_app() {
        controller
                .on("GET /v2/admin/perms/", Wire.page(new AdministratorInfo("admin", true)))
                .on("POST /v2/admin/perms/", CREATED)
                .on("DELETE /v2/admin/perms/eve", NOTHING);
        says("USERNAME    ADMIN\nadmin       true\n", "perms", "list", "--admin");
        says("Adding eve to the platform's administrators... done\n", "perms", "add", "eve", "--admin");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"username\":\"eve\"}");
        says("Removing eve from the platform's administrators... done\n", "perms", "remove", "eve", "--admin");
        var both = desk.drycc("perms", "add", "eve", "view", "--admin");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("an administrator may do everything: leave \"view\" out");
    }

    @Test
    void tokens_add_as_in_the_guide() {
        controller
                .on("POST /v2/auth/login/", "{\"token\": \"1F2c\", \"key\": \"00ff\"}")
                .on("GET /v2/auth/token/00ff/?alias=prometheus+1", Wire.json(new NewToken(ID, "1F2c", "admin")));
        var said = desk.typing("yes\n")
                .drycc("tokens", "add", "prometheus 1", "--password", "admin", "--username", "admin");
        assertThat(said.err()).isEqualTo("""
                 !    WARNING: Make sure to copy your token now.
                 !    You won't be able to see it again, please confirm whether to continue.
                 !    To proceed, type "yes" !

                > \
                """);
        assertThat(said.out()).isEqualTo("""
                UUID                                    USERNAME    TOKEN
                58176cf1-37a8-4c52-9b27-4c7a47269dfb    admin       1F2c
                """);
        assertThat(controller.asked().getFirst().body()).isEqualTo("{\"username\":\"admin\",\"password\":\"admin\"}");
        assertThat(controller.asked())
                .allSatisfy(request -> assertThat(request.authorization())
                        .as("the password proves who asks, not the token at hand")
                        .isEmpty());
    }

    @Test
    void tokens_add_asks_for_the_password_and_takes_no_for_an_answer() {
        controller
                .on("POST /v2/auth/login/", "{\"token\": \"1F2c\", \"key\": \"00ff\"}")
                .on("GET /v2/auth/token/00ff/?alias=ci", Wire.json(new NewToken(ID, "1F2c", "dev")));
        var asked = desk.typing("s3cret\n").drycc("tokens", "add", "ci", "--confirm", "yes");
        assertThat(asked.err()).isEqualTo("password: ");
        assertThat(controller.asked().getFirst().body()).contains("\"dev\"", "\"s3cret\"");
        int before = controller.asked().size();
        var refused = desk.typing("no\n").drycc("tokens", "add", "ci", "-p", "x");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).endsWith("Error: No token was made for dev.\n");
        assertThat(desk.drycc("tokens", "add", "x".repeat(33), "-p", "x").exitCode())
                .isEqualTo(2);
        assertThat(controller.asked()).hasSize(before);
    }

    @Test
    void tokens_list_and_remove() {
        controller
                .on(
                        "GET /v2/tokens/",
                        Wire.page(
                                new TokenInfo(ID, "dev", "", "c8e7...19ba", Wire.TIME, Wire.TIME, null),
                                new TokenInfo(ID, "dev", "ci", "d8e7...19ba", Wire.TIME, Wire.TIME, null)))
                .on("DELETE /v2/tokens/" + ID + "/", NOTHING);
        says("""
                UUID                                    OWNER    ALIAS     KEY            CREATED                 UPDATED
                58176cf1-37a8-4c52-9b27-4c7a47269dfb    dev      <none>    c8e7...19ba    2023-12-08T02:25:00Z    2023-12-08T02:25:00Z
                58176cf1-37a8-4c52-9b27-4c7a47269dfb    dev      ci        d8e7...19ba    2023-12-08T02:25:00Z    2023-12-08T02:25:00Z
                """, "tokens");
        var refused = desk.typing("y\n").drycc("tokens", "remove", ID.toString());
        assertThat(refused.err()).contains("You cannot undo this action").endsWith("The token was not removed.\n");
        says("Removing token " + ID + "... done\n", "tokens", "remove", ID.toString(), "--confirm=yes");
    }

    @Test
    void a_token_may_expire() {
        controller
                .on("POST /v2/auth/login/", "{\"token\": \"1F2c\", \"key\": \"00ff\"}")
                .on("GET /v2/auth/token/00ff/?alias=ci&expires=3600", Wire.json(new NewToken(ID, "1F2c", "dev")))
                .on(
                        "GET /v2/tokens/",
                        Wire.page(
                                new TokenInfo(ID, "dev", "", "c8e7...19ba", Wire.TIME, Wire.TIME, null),
                                new TokenInfo(ID, "dev", "ci", "d8e7...19ba", Wire.TIME, Wire.TIME, Wire.TIME)));

        var added = desk.drycc("tokens", "add", "ci", "-p", "x", "--expires", "3600", "--confirm", "yes");
        assertThat(added.exitCode()).as(added.err()).isZero();
        says("""
                UUID                                    OWNER    ALIAS     KEY            CREATED                 UPDATED                 EXPIRES
                58176cf1-37a8-4c52-9b27-4c7a47269dfb    dev      <none>    c8e7...19ba    2023-12-08T02:25:00Z    2023-12-08T02:25:00Z    <never>
                58176cf1-37a8-4c52-9b27-4c7a47269dfb    dev      ci        d8e7...19ba    2023-12-08T02:25:00Z    2023-12-08T02:25:00Z    2023-12-08T02:25:00Z
                """, "tokens");
        assertThat(desk.drycc("tokens", "add", "ci", "-p", "x", "--expires", "0", "--confirm", "yes")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void users_list_enable_and_disable() {
        var user = new UserInfo(
                1, null, true, "admin", "", "", "a@example.com", true, true, Wire.TIME, List.of(), List.of());
        controller
                .on("GET /v2/users/?limit=1", Wire.page(user))
                .on("PATCH /v2/users/eve/disable/", NOTHING)
                .on("PATCH /v2/users/eve/enable/", NOTHING);
        says("""
                USERNAME    EMAIL            ADMIN    STAFF    ACTIVE    DATE-JOIN
                admin       a@example.com    true     true     true      2023-12-08T02:25:00Z
                """, "users", "list", "-l", "1");
        says("Disabling user eve... done\n", "users", "disable", "eve");
        says("Enabling user eve... done\n", "users:enable", "eve");
    }

    @Test
    void who_is_logged_in_registers_somebody_else_and_stays_who_they_are() {
        controller.on("POST /v2/auth/register/", "{\"username\": \"eve\"}");
        says("Registered eve\n", "register", controller.url(), "-u", "eve", "-p", "pw", "--email", "e@example.com");
        assertThat(controller.lastAsked().authorization()).contains("token token-of-dev");
        says("You are dev at " + controller.url() + "\n", "whoami");
    }

    @Test
    void a_password_is_changed_by_its_user_or_by_an_administrator() {
        controller.on("POST /v2/auth/passwd/", new Reply(200, "", Map.of()));
        var own = desk.typing("old\nnew\nnew\n").drycc("auth", "passwd");
        assertThat(own.out()).isEqualTo("Changing the password of dev... done\n");
        assertThat(own.err()).isEqualTo("current password: password: password (confirm): ");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"password\":\"old\",\"new_password\":\"new\"}");
        says("Changing the password of eve... done\n", "auth", "passwd", "-u", "eve", "--new-password", "n");
        assertThat(controller.lastAsked().body()).isEqualTo("{\"username\":\"eve\",\"new_password\":\"n\"}");
    }

    @Test
    void who_is_logged_in_elsewhere_registers_themselves() {
        try (var other = new CannedController()) {
            other.on("POST /v2/auth/register/", "{\"username\": \"eve\"}")
                    .on("POST /v2/auth/login/", Wire.json(Wire.loggedIn("t")));
            var said = desk.drycc("register", other.url(), "-u", "eve", "-p", "pw", "--email", "e@example.com");
            assertThat(said.out()).startsWith("Registered eve\nLogged in as eve\n");
            assertThat(other.asked())
                    .allSatisfy(request -> assertThat(request.authorization())
                            .as("the token is for the controller that gave it")
                            .isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "perms -a hello",
                "perms list --admin",
                "perms add eve view -a hello",
                "perms add eve --admin",
                "perms update eve view -a hello",
                "perms remove eve -a hello",
                "tokens",
                "tokens add ci -p x --confirm yes",
                "tokens remove 1 --confirm yes",
                "users",
                "users disable eve",
            })
    void only_json(String words) {
        controller
                .on("GET /v2/apps/hello/perms/", Wire.json(shared()))
                .on("POST /v2/apps/hello/perms/", CREATED)
                .on("PUT /v2/apps/hello/perms/eve/", NOTHING)
                .on("DELETE /v2/apps/hello/perms/eve", NOTHING)
                .on("GET /v2/admin/perms/", Wire.page())
                .on("POST /v2/admin/perms/", CREATED)
                .on("GET /v2/tokens/", Wire.page())
                .on("DELETE /v2/tokens/1/", NOTHING)
                .on("POST /v2/auth/login/", "{\"key\": \"00ff\"}")
                .on("GET /v2/auth/token/00ff/?alias=ci", Wire.json(new NewToken(ID, "1F2c", "dev")))
                .on("GET /v2/users/", Wire.page())
                .on("PATCH /v2/users/eve/disable/", NOTHING);

        var said = desk.drycc(("-o json " + words).split(" "));

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(Json.parse(said.out()).isContainer()).as(said.out()).isTrue();
    }

    @Test
    void help_pages_as_in_the_guide() {
        assertThat(desk.drycc("help", "perms").out())
                .startsWith("Manage permissions for applications\n\nUsage:\n  drycc perms [flags]\n")
                .containsPattern("\n  add +Share an application with a user\n")
                .doesNotContain("create", "delete  ");
        assertThat(desk.drycc("help", "perms", "add").out()).contains("drycc perms add [flags] USER [PERMISSIONS]\n");
        assertThat(desk.drycc("help", "tokens").out()).containsPattern("\n  add +Make a token, which is shown once\n");
        assertThat(desk.drycc("help", "users").out()).containsPattern("\n  disable +Keep a user out");
    }
}
