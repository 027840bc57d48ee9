package cc.drycc.controller;

import cc.drycc.controller.builders.BuilderRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the list of builders. */
@Configuration(proxyBeanMethods = false)
class BuilderParts {

    @Bean
    BuilderRoutes builderRoutes(Surroundings surroundings) {
        return new BuilderRoutes(surroundings.builder().builders());
    }
}
