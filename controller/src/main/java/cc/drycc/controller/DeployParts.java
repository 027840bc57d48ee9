package cc.drycc.controller;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.DeploySettings;
import cc.drycc.controller.deploys.Deployer;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.reconcile.Teardown;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.tasks.TaskRunner;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what makes the engine run releases. */
@Configuration(proxyBeanMethods = false)
class DeployParts {

    @Bean
    Builds builds(JdbcClient db) {
        return new Builds(db);
    }

    @Bean
    AppTurns turns() {
        return new AppTurns();
    }

    @Bean
    Routes routes(Surroundings surroundings) {
        return surroundings.routes();
    }

    @Bean
    DeploySettings deploySettings(ControllerSettings settings) {
        return DeploySettings.DEFAULT.with(settings.environment());
    }

    @Bean
    ReleaseRunner releaseRunner(Builds builds, Configs configs, Surroundings surroundings, DeploySettings platform) {
        return new ReleaseRunner(builds, configs, surroundings.engine(), platform);
    }

    @Bean
    Deployer deployer(
            TransactionTemplate transaction,
            Apps apps,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            AppTurns turns,
            AppLog log) {
        return new Deployer(transaction, apps, ledger, runner, turns, log);
    }

    @Bean
    Deploys deploys(Deployer deployer) {
        return deployer.deploys();
    }

    @Bean
    TaskRunner tasks(Surroundings surroundings, ControllerSettings settings, Deployer deployer) {
        return new TaskRunner(surroundings.database(), settings.platformId(), List.of(deployer.task()), List.of());
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
            AppTurns turns,
            ControllerSettings settings) {
        return new Teardown(
                transaction,
                apps,
                surroundings.engine(),
                surroundings.objects(),
                surroundings.routes(),
                surroundings.repositories(),
                turns,
                settings.platformId());
    }
}
