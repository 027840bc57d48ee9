package cc.drycc.controller.releases;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.controller.accounts.NewUser;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.secrets.PlatformKey;
import cc.drycc.controller.testing.TestDatabase;
import cc.drycc.engine.AppName;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ReleaseLedgerTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final Users users = new Users(DATABASE.sql());
    private final Apps apps = new Apps(DATABASE.sql());
    private final Configs configs = new Configs(DATABASE.sql(), new PlatformKey(new byte[32]));
    private final ReleaseLedger ledger = new ReleaseLedger(DATABASE.sql());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void parallel_appends_are_numbered_without_gaps() throws Exception {
        var dev = user("parallel");
        var app = apps.create(new AppName("parallel"), dev).orElseThrow();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var appends = IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(i -> () -> append(app, dev).version())
                    .toList();
            for (var each : pool.invokeAll(appends)) {
                each.get();
            }
        }

        assertThat(ledger.page(app.uuid(), Set.of(), 100, 0))
                .extracting(Release::version)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).map(i -> 21 - i).boxed().toList());
    }

    @Test
    void a_release_ends_once() {
        var dev = user("once");
        var app = apps.create(new AppName("ends-once"), dev).orElseThrow();
        append(app, dev);

        ledger.finish(app.uuid(), 1, ReleaseState.SUCCEED, Set.of(), Optional.empty());
        ledger.finish(app.uuid(), 1, ReleaseState.FAILED, Set.of(), Optional.of("too late"));

        var release = ledger.find(app.uuid(), 1).orElseThrow();
        assertThat(release.state()).isEqualTo(ReleaseState.SUCCEED);
        assertThat(release.exception()).isEmpty();
    }

    @Test
    void the_next_release_is_made_from_one_that_did_not_fail() {
        var dev = user("unfailed");
        var app = apps.create(new AppName("unfailed"), dev).orElseThrow();
        append(app, dev);
        append(app, dev);
        ledger.finish(app.uuid(), 1, ReleaseState.SUCCEED, Set.of(), Optional.empty());
        ledger.finish(app.uuid(), 2, ReleaseState.FAILED, Set.of(), Optional.of("crashed at start"));

        assertThat(ledger.latest(app.uuid()).orElseThrow().version()).isEqualTo(2);
        assertThat(ledger.latestUnfailed(app.uuid()).orElseThrow().version()).isEqualTo(1);
        assertThat(ledger.latestSucceeded(app.uuid()).orElseThrow().version()).isEqualTo(1);
    }

    private User user(String name) {
        return users.create(new NewUser(name, "-", "", "", "", NewUser.Rank.ORDINARY))
                .orElseThrow();
    }

    private Release append(App app, User author) {
        return DATABASE.transactions().execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow();
            var config = configs.create(app.uuid(), author, ConfigState.EMPTY);
            return ledger.append(locked, author, Optional.empty(), config, "a change");
        });
    }
}
