package cc.drycc.controller;

import cc.drycc.controller.registry.RegistryImages;
import cc.drycc.controller.registry.RestoreImage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what knows the platform's registry. */
@Configuration(proxyBeanMethods = false)
class RegistryParts {

    @Bean
    RegistryImages registryImages(JdbcClient db) {
        return new RegistryImages(db);
    }

    @Bean
    RestoreImage restoreImage(RegistryImages known, Surroundings surroundings) {
        return new RestoreImage(
                known, surroundings.engine().images(), surroundings.builder().registry());
    }
}
