package cc.drycc.controller;

import cc.drycc.controller.accounts.Accounts;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.cleanup.CollectGarbage;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.DeploySettings;
import cc.drycc.controller.deploys.Deployer;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.hooks.DeployHooks;
import cc.drycc.controller.hooks.HookSettings;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.logs.PlatformLines;
import cc.drycc.controller.nodes.Node;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.reconcile.Reconciler;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.reconcile.Teardown;
import cc.drycc.controller.registry.RestoreImage;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.controller.tasks.TaskRunner;
import cc.drycc.engine.Engine;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what makes the engine run releases, and goes on doing so by itself. */
@Configuration(proxyBeanMethods = false)
class DeployParts {

    static final TaskDescriptor<Void> RECONCILE = TaskDescriptor.of("reconcile");
    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(10);
    private static final Duration HOOK_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLEAN_UP = Duration.ofHours(1);

    /** This process: builds it began are closed by the next one. */
    @Bean
    UUID instance() {
        return UUID.randomUUID();
    }

    /** Closed by its owner, not with the context. */
    @Bean(destroyMethod = "")
    Engine engine(Surroundings surroundings) {
        return surroundings.engine();
    }

    @Bean
    Routes routes(Surroundings surroundings) {
        return surroundings.routes();
    }

    @Bean
    Builds builds(JdbcClient db) {
        return new Builds(db);
    }

    @Bean
    AppTurns turns() {
        return new AppTurns();
    }

    @Bean
    DeploySettings deploySettings(ControllerSettings settings) {
        return DeploySettings.DEFAULT.with(settings.environment());
    }

    @Bean
    ReleaseRunner releaseRunner(
            Builds builds,
            Configs configs,
            ReleaseLedger ledger,
            Engine engine,
            Node node,
            DeploySettings platform,
            RestoreImage restore) {
        return new ReleaseRunner(builds, configs, ledger, engine, node, platform, restore);
    }

    @Bean
    DeployHooks deployHooks(
            Surroundings surroundings,
            ControllerSettings settings,
            Apps apps,
            ReleaseLedger ledger,
            Builds builds,
            AppLog log) {
        return new DeployHooks(
                HookSettings.from(settings.environment()),
                HOOK_PAUSE,
                surroundings.database(),
                apps,
                ledger,
                builds,
                log);
    }

    @Bean
    Deployer deployer(
            TransactionTemplate transaction,
            Apps apps,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            AppTurns turns,
            AppLog log,
            DeployHooks hooks,
            SettingsTable settings) {
        return new Deployer(transaction, apps, ledger, runner, turns, log, hooks, settings);
    }

    @Bean
    Deploys deploys(Deployer deployer) {
        return deployer.deploys();
    }

    /** Started and stopped by {@link Startup}. */
    @Bean(destroyMethod = "")
    TaskRunner tasks(
            Surroundings surroundings,
            ControllerSettings settings,
            Deployer deployer,
            DeployHooks hooks,
            ObjectProvider<Reconciler> reconciler,
            CollectGarbage garbage) {
        return new TaskRunner(
                surroundings.database(),
                settings.platformId(),
                List.of(deployer.task(), hooks.task()),
                List.of(reconciling(reconciler), cleaning(garbage)));
    }

    // The reconciler enqueues deploys at the task runner, which runs it: it is looked up when its time has come.
    private static RecurringTask<Void> reconciling(ObjectProvider<Reconciler> reconciler) {
        return Tasks.recurring(RECONCILE, FixedDelay.of(RECONCILE_EVERY)).execute((instance, context) -> {
            try {
                reconciler.getObject().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the platform stops", e);
            }
        });
    }

    private static RecurringTask<Void> cleaning(CollectGarbage garbage) {
        return Tasks.recurring("clean-up", FixedDelay.of(CLEAN_UP)).execute((instance, context) -> garbage.run());
    }

    @Bean
    RestartPods restartPods(Apps apps, Engine engine, AppTurns turns, AppLog log) {
        return new RestartPods(apps, engine, turns, log);
    }

    @Bean
    DeployQueue deployQueue(TaskRunner tasks) {
        return new DeployQueue(tasks);
    }

    @Bean
    Teardown teardown(
            TransactionTemplate transaction,
            Apps apps,
            Surroundings surroundings,
            Publishing publishing,
            AppTurns turns,
            ControllerSettings settings) {
        return new Teardown(
                transaction,
                apps,
                surroundings.engine(),
                surroundings.objects(),
                publishing,
                surroundings.repositories(),
                surroundings.builder().builders(),
                turns,
                settings.platformId());
    }

    @Bean
    Reconciler reconciler(
            TransactionTemplate transaction,
            Apps apps,
            Builds builds,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            DeployQueue queue,
            Teardown teardown,
            Engine engine,
            Publishing publishing,
            AppTurns turns) {
        return new Reconciler(
                transaction,
                apps,
                builds,
                ledger,
                runner,
                queue,
                teardown,
                engine,
                publishing,
                turns,
                InstantSource.system());
    }

    @Bean
    PlatformLines platformLines(JdbcClient db) {
        return new PlatformLines(db);
    }

    @Bean
    CollectGarbage collectGarbage(
            Builds builds, Surroundings surroundings, PlatformLines lines, ControllerSettings settings) {
        return new CollectGarbage(
                builds,
                surroundings.engine(),
                surroundings.objects(),
                lines,
                settings.platformId(),
                InstantSource.system());
    }

    @Bean
    Startup startup(
            ControllerSettings settings, Accounts accounts, Reconciler reconciler, TaskRunner tasks, UUID instance) {
        return new Startup(settings, accounts, reconciler, tasks, instance);
    }
}
