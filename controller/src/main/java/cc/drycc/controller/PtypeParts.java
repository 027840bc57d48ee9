package cc.drycc.controller;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.deploys.AppTurns;
import cc.drycc.controller.deploys.ReleaseRunner;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.nodes.DefaultTags;
import cc.drycc.controller.pods.RestartPods;
import cc.drycc.controller.ptypes.CleanTypes;
import cc.drycc.controller.ptypes.PtypeRoutes;
import cc.drycc.controller.ptypes.Ptypes;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Engine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the process types of apps. */
@Configuration(proxyBeanMethods = false)
class PtypeParts {

    @Bean
    PtypeRoutes ptypeRoutes(
            TransactionTemplate transaction,
            Apps apps,
            ReleaseLedger ledger,
            Builds builds,
            ReleaseRunner runner,
            Engine engine,
            AppTurns turns,
            RestartPods restart,
            AppLog log,
            DefaultTags tags) {
        var ptypes = new Ptypes(ledger, builds, runner, engine, tags);
        return new PtypeRoutes(ptypes, new CleanTypes(transaction, apps, ptypes, engine, turns, log), restart);
    }
}
