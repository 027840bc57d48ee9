package cc.drycc.controller;

import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.builds.SourceRoutes;
import cc.drycc.controller.releases.ReleaseLedger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what hands pushed source out again. */
@Configuration(proxyBeanMethods = false)
class SourceParts {

    @Bean
    SourceRoutes sourceRoutes(
            Builds builds, ReleaseLedger ledger, Surroundings surroundings, WhileAllowed whileAllowed) {
        return new SourceRoutes(builds, ledger, surroundings.objects(), whileAllowed);
    }
}
