package cc.drycc.controller.apps;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.quotas.AppQuota;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.engine.AppName;
import java.util.Optional;
import org.springframework.transaction.support.TransactionOperations;

/** Makes an app with an empty config and its first release, all of it or nothing. */
public final class CreateApp {

    private static final int MOST_TRIES = 10;

    private final TransactionOperations transaction;
    private final Apps apps;
    private final Configs configs;
    private final LaunchRelease launch;
    private final ReservedNames reserved;
    private final AppQuota quota;
    private final MadeUpName names = new MadeUpName();

    public CreateApp(
            TransactionOperations transaction,
            Apps apps,
            Configs configs,
            LaunchRelease launch,
            ReservedNames reserved,
            AppQuota quota) {
        this.transaction = transaction;
        this.apps = apps;
        this.configs = configs;
        this.launch = launch;
        this.reserved = reserved;
        this.quota = quota;
    }

    /** Makes an app of this name. */
    public App named(String wanted, User owner) {
        var name = name(wanted);
        if (reserved.reserves(name)) {
            throw new Problem.InvalidField("id", name + " is a reserved name.");
        }
        return create(name, owner)
                .orElseThrow(() -> new Problem.InvalidField("id", "Application with this id already exists."));
    }

    /** Makes an app with a made-up name. */
    public App unnamed(User owner) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var name = names.next(tries);
            var app = reserved.reserves(name) ? Optional.<App>empty() : create(name, owner);
            if (app.isPresent()) {
                return app.get();
            }
        }
        throw new Problem.Conflict("No free name was found; choose one yourself.");
    }

    private Optional<App> create(AppName name, User owner) {
        return transaction.execute(status -> {
            quota.admit(owner, owner);
            return apps.create(name, owner).map(app -> {
                var config = configs.create(app.uuid(), owner, ConfigState.EMPTY);
                launch.append(app, owner, Optional.empty(), config, owner.username() + " created initial release");
                return app;
            });
        });
    }

    private static AppName name(String wanted) {
        try {
            return new AppName(wanted);
        } catch (IllegalArgumentException e) {
            var rule = String.valueOf(e.getMessage());
            // the reference's client knows the second text and then prints it alone: it must be what is wrong
            throw wanted.matches("[a-z0-9-]*")
                    ? new Problem.InvalidField("id", rule)
                    : new Problem.InvalidField(
                            "id", rule, "App name can only contain a-z (lowercase), 0-9 and hyphens");
        }
    }
}
