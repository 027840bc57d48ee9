package cc.drycc.controller.reconcile;

import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.CrashPoint;
import cc.drycc.controller.evidence.KeepEvidence;
import cc.drycc.controller.problems.Problem;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.engine.AppName;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.imagebuilder.ImageBuilders;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Destroys an app: its hosts, pods, jobs, network names, repository, images, layers, archives and, last of all, its rows. Every
 * step may be done twice; killed half-way, the reconciler does the rest. Until the rows are gone the name stays taken.
 */
public final class Teardown {

    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final TransactionOperations transaction;
    private final Apps apps;
    private final Engine engine;
    private final ObjectStore archives;
    private final Publishing publishing;
    private final Repositories repositories;
    private final ImageBuilders builders;
    private final AppTurns turns;
    private final String platform;

    /** @param platform the platform's id, which its images carry as a label */
    public Teardown(
            TransactionOperations transaction,
            Apps apps,
            Engine engine,
            ObjectStore archives,
            Publishing publishing,
            Repositories repositories,
            ImageBuilders builders,
            AppTurns turns,
            String platform) {
        this.transaction = transaction;
        this.apps = apps;
        this.engine = engine;
        this.archives = archives;
        this.publishing = publishing;
        this.repositories = repositories;
        this.builders = builders;
        this.turns = turns;
        this.platform = platform;
    }

    /**
     * Destroys the app and returns when nothing is left of it. A deploy under way is broken off.
     *
     * @throws Problem.Unavailable when a part of the platform is away: the app is gone for everybody, the rest follows
     */
    public void destroy(App app) throws InterruptedException {
        transaction.executeWithoutResult(
                status -> apps.lock(app.uuid()).ifPresent(live -> apps.markDestroying(live.uuid())));
        try {
            finish(app);
        } catch (EngineProblem | StorageProblem e) {
            LOG.warn("event=destroy-unfinished app={} reason=\"{}\"", app.name(), e.getMessage());
            throw new Problem.Unavailable(
                    "%s is gone, but not all of it could be removed yet; the platform goes on trying: %s"
                            .formatted(app.name(), e.getMessage()));
        }
    }

    /** Does what is left of the destruction of an app that is marked. */
    void finish(App app) throws InterruptedException {
        publishing.refresh(app);
        turns.takeOver(app.uuid(), () -> {
            if (apps.findDestroying(app.uuid()).isPresent()) {
                removeEverything(app);
            }
        });
    }

    private void removeEverything(App app) throws InterruptedException {
        LOG.info("event=destroy-started app={}", app.name());
        engine.removeApp(app.name());
        CrashPoint.MID_DESTROY.reach();
        repositories.remove(app.name());
        removeImages(app.name());
        builders.forget(app.name());
        archives.deletePrefix(archivePrefix(app.name()));
        archives.deletePrefix(KeepEvidence.prefix(app.name()));
        transaction.executeWithoutResult(status -> apps.delete(app.uuid()));
        LOG.info("event=destroyed app={}", app.name());
    }

    private void removeImages(AppName app) {
        for (var image : engine.images().labelled(Map.of("cc.drycc.platform", platform, "cc.drycc.app", app.value()))) {
            engine.images().remove(image.id());
        }
    }

    /** Where an app's archives are: {@code home/<app>:git-<sha8>/tar}; the colon keeps apart {@code shop} and {@code shop-x}. */
    public static String archivePrefix(AppName app) {
        return "home/" + app + ":";
    }
}
