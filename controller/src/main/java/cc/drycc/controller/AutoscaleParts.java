package cc.drycc.controller;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.autoscale.AutoscaleSettings;
import cc.drycc.controller.autoscale.AutoscaleTimer;
import cc.drycc.controller.autoscale.Autoscaler;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.events.RecordEvents;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.scale.ScaleApp;
import cc.drycc.controller.settings.SettingsTable;
import cc.drycc.engine.Engine;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what scales apps by their rules. */
@Configuration(proxyBeanMethods = false)
class AutoscaleParts {

    @Bean
    AutoscaleTimer autoscaleTimer(
            ControllerSettings settings,
            TransactionTemplate transaction,
            Apps apps,
            SettingsTable appSettings,
            ReleaseLedger ledger,
            ReleaseRunner runner,
            AppTurns turns,
            AppLog log,
            Engine engine,
            RecordEvents events,
            Quotas quotas) {
        var autoscale = AutoscaleSettings.from(settings.environment());
        var scaler = new Autoscaler(
                apps,
                appSettings,
                ledger,
                runner,
                new ScaleApp(transaction, apps, ledger, runner, turns, log, quotas),
                turns,
                engine,
                events,
                autoscale.decision(),
                InstantSource.system());
        return new AutoscaleTimer(scaler, autoscale.period());
    }
}
