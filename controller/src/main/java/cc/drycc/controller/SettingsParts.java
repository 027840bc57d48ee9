package cc.drycc.controller;

import cc.drycc.controller.apps.Apps;
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
    Publishing publishing(Apps apps, SettingsTable settings, Routes routes) {
        return new Publishing(apps, settings, routes);
    }

    @Bean
    SettingsRoutes settingsRoutes(
            TransactionTemplate transaction, Apps apps, SettingsTable settings, Publishing publishing, AppLog log) {
        return new SettingsRoutes(settings, new ChangeSettings(transaction, apps, settings, publishing, log));
    }
}
