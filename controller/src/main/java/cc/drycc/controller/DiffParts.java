package cc.drycc.controller;

import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.config.Configs;
import cc.drycc.controller.diffs.DiffRoutes;
import cc.drycc.controller.releases.ReleaseLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what compares releases. */
@Configuration(proxyBeanMethods = false)
class DiffParts {

    @Bean
    DiffRoutes diffRoutes(ReleaseLedger ledger, Builds builds, Configs configs) {
        return new DiffRoutes(ledger, builds, configs);
    }
}
