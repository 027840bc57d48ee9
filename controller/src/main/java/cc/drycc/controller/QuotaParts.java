package cc.drycc.controller;

import cc.drycc.controller.accounts.Users;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.apps.TransferApp;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.MissingProcfile;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.quotas.AppQuota;
import cc.drycc.controller.quotas.Quotas;
import cc.drycc.controller.releases.AdmitBuild;
import cc.drycc.controller.releases.ReleaseLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the operator's rules for apps: how many, how large, and what a deploy may remove. */
@Configuration(proxyBeanMethods = false)
class QuotaParts {

    @Bean
    Quotas quotas(ControllerSettings settings) {
        return Quotas.from(settings.environment());
    }

    @Bean
    AppQuota appQuota(Users users, Apps apps, Quotas quotas) {
        return new AppQuota(users, apps, quotas);
    }

    @Bean
    TransferApp transferApp(TransactionTemplate transaction, Apps apps, AppQuota quota, AppLog log) {
        return new TransferApp(transaction, apps, quota, log);
    }

    @Bean
    AdmitBuild admitBuild(ReleaseLedger ledger, Builds builds, ControllerSettings settings, Quotas quotas) {
        return new AdmitBuild(ledger, builds, MissingProcfile.from(settings.environment()), quotas);
    }
}
