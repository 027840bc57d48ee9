package cc.drycc.controller.settings;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.problems.Problem;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Changes the settings of an app; when it returns the edge follows them. */
public final class ChangeSettings {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSettings.class);

    private final TransactionOperations transaction;
    private final Apps apps;
    private final SettingsTable settings;
    private final Publishing publishing;
    private final AppLog log;

    public ChangeSettings(
            TransactionOperations transaction, Apps apps, SettingsTable settings, Publishing publishing, AppLog log) {
        this.transaction = transaction;
        this.apps = apps;
        this.settings = settings;
        this.publishing = publishing;
        this.log = log;
    }

    /**
     * Makes the change.
     *
     * @return the settings after it
     * @throws Problem.Conflict when nothing would change
     */
    AppSettings apply(App app, User author, UnaryOperator<AppSettings> edit) {
        var after = transaction.execute(status -> {
            var locked = apps.lock(app.uuid()).orElseThrow(Problem.NotFound::app);
            var before = settings.of(locked);
            var wanted = edit.apply(before);
            if (wanted.same(before)) {
                throw new Problem.Conflict(author.username() + " changed nothing");
            }
            settings.save(locked, wanted);
            var changed = SettingsEdit.difference(before, wanted);
            log.say(app.uuid(), "api", author.username() + " changed " + changed);
            LOG.info("event=settings-changed app={} user={} fields=\"{}\"", app.name(), author.username(), changed);
            return settings.of(locked);
        });
        publishing.refresh(app);
        return Optional.ofNullable(after).orElseThrow();
    }
}
