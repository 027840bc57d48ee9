package cc.drycc.controller;

import cc.drycc.controller.contract.ContractRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what tells people and programs how to talk to us. */
@Configuration(proxyBeanMethods = false)
class ContractParts {

    @Bean
    ContractRoutes contractRoutes() {
        return new ContractRoutes();
    }
}
