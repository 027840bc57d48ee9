package cc.drycc.controller;

import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.AppRoutes;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.apps.CreateApp;
import cc.drycc.controller.apps.TransferApp;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.config.ChangeConfig;
import cc.drycc.controller.config.ConfigRoutes;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.config.SectionRules;
import cc.drycc.controller.deploys.DeployQueue;
import cc.drycc.controller.deploys.Deploys;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.quotas.AppQuota;
import cc.drycc.controller.reconcile.Teardown;
import cc.drycc.controller.releases.AdmitBuild;
import cc.drycc.controller.releases.DeployAgain;
import cc.drycc.controller.releases.LaunchRelease;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.releases.ReleaseRoutes;
import cc.drycc.controller.releases.RollBack;
import cc.drycc.controller.releases.RunningReleases;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.controller.settings.SettingsTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires apps, their config and their ledger, with their routes. */
@Configuration(proxyBeanMethods = false)
class AppParts {

    @Bean
    LaunchRelease launchRelease(
            ReleaseLedger ledger,
            Apps apps,
            DeployQueue queue,
            Deploys deploys,
            AppLog log,
            SettingsTable settings,
            AdmitBuild admit) {
        return new LaunchRelease(ledger, apps, queue, deploys, log, settings, admit);
    }

    @Bean
    CreateApp createApp(
            TransactionTemplate transaction,
            Apps apps,
            Configs configs,
            LaunchRelease launch,
            ControllerSettings settings,
            AppQuota quota) {
        return new CreateApp(transaction, apps, configs, launch, settings.reserved(), quota);
    }

    @Bean
    AppRoutes appRoutes(
            Apps apps,
            CreateApp create,
            Users users,
            Publishing publishing,
            Teardown teardown,
            TransferApp transfer,
            PublicAddress address) {
        return new AppRoutes(apps, create, users, publishing, teardown, transfer, address);
    }

    @Bean
    ChangeConfig changeConfig(
            TransactionTemplate transaction,
            Apps apps,
            ReleaseLedger ledger,
            Builds builds,
            SettingsTable settings,
            Configs configs,
            LaunchRelease launch,
            SectionRules rules) {
        var running = new RunningReleases(ledger, builds, settings);
        return new ChangeConfig(transaction, apps, running, configs, launch, rules);
    }

    @Bean
    ConfigRoutes configRoutes(ReleaseLedger ledger, Configs configs, ChangeConfig change) {
        return new ConfigRoutes(ledger, configs, change);
    }

    @Bean
    RollBack rollBack(
            TransactionTemplate transaction, Apps apps, ReleaseLedger ledger, Builds builds, LaunchRelease launch) {
        return new RollBack(transaction, apps, ledger, builds, launch);
    }

    @Bean
    DeployAgain deployAgain(
            TransactionTemplate transaction,
            Apps apps,
            ReleaseLedger ledger,
            Builds builds,
            LaunchRelease launch,
            RestartPods restart,
            AppLog log) {
        return new DeployAgain(transaction, apps, ledger, builds, launch, restart, log);
    }

    @Bean
    ReleaseRoutes releaseRoutes(ReleaseLedger ledger, RollBack rollBack, DeployAgain deployAgain) {
        return new ReleaseRoutes(ledger, rollBack, deployAgain);
    }
}
