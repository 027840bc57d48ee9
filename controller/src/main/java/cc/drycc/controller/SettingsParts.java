package cc.drycc.controller;

import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.domains.ChangeDomains;
import cc.drycc.controller.domains.DomainRoutes;
import cc.drycc.controller.domains.DomainTable;
import cc.drycc.controller.logs.AppLog;
import cc.drycc.controller.reconcile.Routes;
import cc.drycc.controller.settings.ChangeSettings;
import cc.drycc.controller.settings.Publishing;
import cc.drycc.controller.settings.SettingsRoutes;
import cc.drycc.controller.settings.SettingsTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the settings of apps and what follows them. */
@Configuration(proxyBeanMethods = false)
class SettingsParts {

    @Bean
    SettingsTable settingsTable(JdbcClient db) {
        return new SettingsTable(db);
    }

    @Bean
    Publishing publishing(Apps apps, SettingsTable settings, DomainTable domains, Routes routes) {
        return new Publishing(apps, settings, domains, routes);
    }

    @Bean
    DomainTable domainTable(JdbcClient db) {
        return new DomainTable(db);
    }

    @Bean
    DomainRoutes domainRoutes(DomainTable domains, Publishing publishing, AppLog log, ControllerSettings controller) {
        var platform = controller.address().domain();
        return new DomainRoutes(domains, new ChangeDomains(domains, publishing, log, platform), controller.address());
    }

    @Bean
    SettingsRoutes settingsRoutes(
            TransactionTemplate transaction, Apps apps, SettingsTable settings, Publishing publishing, AppLog log) {
        return new SettingsRoutes(settings, new ChangeSettings(transaction, apps, settings, publishing, log));
    }
}
