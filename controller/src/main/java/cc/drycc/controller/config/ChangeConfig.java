package cc.drycc.controller.config;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.Release;
import cc.drycc.controller.releases.ReleaseLedger;
import org.springframework.transaction.support.TransactionOperations;

/** Changes the config of an app: a new release with the newest good build, deployed before anybody hears of success. */
public final class ChangeConfig {

    private final TransactionOperations transaction;
    private final Apps apps;
    private final ReleaseLedger ledger;
    private final Configs configs;
    private final LaunchRelease launch;

    public ChangeConfig(
            TransactionOperations transaction, Apps apps, ReleaseLedger ledger, Configs configs, LaunchRelease launch) {
        this.transaction = transaction;
        this.apps = apps;
        this.ledger = ledger;
        this.configs = configs;
        this.launch = launch;
    }

    /**
     * Makes the change and waits until it runs.
     *
     * @throws Problem.Conflict when nothing would change
     * @throws Problem.Unprocessable when something is to be unset that is not there
     */
    Release apply(App app, User author, ConfigEdit edit, ConfigEdit.Mode mode) {
        ConfigRules.checkWanted(edit);
        var release = transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            return append(locked, author, edit, mode);
        });
        launch.await(app, release);
        return release;
    }

    private Release append(App locked, User author, ConfigEdit edit, ConfigEdit.Mode mode) {
        var base = ledger.latestUnfailed(locked.uuid()).orElseThrow(Problem.NotFound::app);
        var result = edit.on(configs.values(base.config()), mode);
        if (result.summary().isEmpty()) {
            throw new Problem.Conflict(author.username() + " changed nothing - release stopped");
        }
        ConfigRules.checkAll(result.values());
        var config = configs.create(locked.uuid(), author, result.values());
        return launch.append(locked, author, base.build(), config, author.username() + " " + result.summary());
    }
}
