package cc.drycc.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.e2e.platform.Command;
import cc.drycc.e2e.platform.Person;
import cc.drycc.e2e.platform.Platform;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sharing an app, taking it back, tokens for programs, and keeping somebody out, with {@code drycc}, git and curl. */
class SharingIT {

    private static final Duration PROMISED = Duration.ofSeconds(60);

    @Test
    void rights_come_grow_and_go() {
        var owned = SharedPlatform.somebody().app("peachy-waxwork");
        owned.push().ok();
        var friend = SharedPlatform.somebody();
        var copy = friend.repositoryFor("peachy-waxwork");
        assertThat(copy.drycc("info").err()).contains("No App matches");

        assertThat(owned.drycc("perms", "add", friend.name(), "view").ok().out())
                .isEqualTo("Adding user " + friend.name() + " as a collaborator for view peachy-waxwork... done\n");
        assertThat(copy.remoteHead()).isEqualTo(owned.head());
        assertThat(copy.drycc("config", "set", "A=1").exitCode()).isNotZero();
        assertThat(copy.git("push", "drycc", "master:theirs").exitCode()).isNotZero();

        owned.drycc("perms", "update", friend.name(), "view,change").ok();
        assertThat(owned.drycc("perms").ok().out()).containsPattern(friend.name() + " +view,change\n");
        copy.git("fetch", "-q", "drycc").ok();
        copy.git("reset", "-q", "--hard", "drycc/master").ok();
        copy.commit("version", "2");
        copy.push().ok();
        assertThat(owned.drycc("releases").ok().out()).contains(friend.name() + " deployed");

        var reader = friend.dryccCommand("logs", "-f", "-a", "peachy-waxwork").start();
        owned.drycc("perms", "remove", friend.name()).ok();
        assertThat(reader.await(PROMISED).out()).doesNotContain("Exception");
        copy.commit("version", "3");
        assertThat(copy.push().exitCode()).isNotZero();
        assertThat(copy.drycc("info").err()).contains("No App matches");
        assertThat(owned.version()).startsWith("2");
    }

    @Test
    void a_token_for_a_program_works_until_it_is_removed() {
        var person = SharedPlatform.somebody();
        var added = person.drycc(
                        "tokens", "add", "prometheus", "-p", "pass-" + person.name() + "-word", "--confirm", "yes")
                .ok()
                .out();
        var row = added.lines().toList().get(1).split(" +");

        assertThat(row[1]).isEqualTo(person.name());
        assertThat(whoami(row[2]).out()).contains("\"username\":\"" + person.name() + "\"", "200");
        assertThat(person.drycc("tokens").ok().out()).containsPattern(row[0] + " .* prometheus ");
        assertThat(person.drycc("tokens").ok().out()).doesNotContain(row[2]);
        person.drycc("tokens", "remove", row[0], "--confirm", "yes").ok();
        assertThat(whoami(row[2]).out()).endsWith("401");
    }

    @Test
    void who_is_kept_out_is_out_with_token_and_key() {
        var admin = Person.loggedIn(SharedPlatform.get(), Platform.ADMIN, Platform.ADMIN_PASSWORD);
        var person = SharedPlatform.somebody();
        var repository = person.app("lonely-orchard");
        assertThat(person.drycc("users", "list").exitCode()).isNotZero();

        assertThat(admin.drycc("users", "disable", person.name()).ok().out())
                .isEqualTo("Disabling user " + person.name() + "... done\n");

        assertThat(admin.drycc("users").ok().out()).containsPattern(person.name() + " .* false ");
        assertThat(person.drycc("apps", "list").err()).contains("Log in with");
        assertThat(repository.push().exitCode()).isNotZero();
        admin.drycc("users", "enable", person.name()).ok();
        repository.push().ok();
    }

    private static Command.Result whoami(String token) {
        return Command.of(
                        "curl",
                        "-s",
                        "-w",
                        "%{http_code}",
                        "-H",
                        "Authorization: token " + token,
                        SharedPlatform.get().controller() + "/v2/auth/whoami/")
                .run();
    }
}
