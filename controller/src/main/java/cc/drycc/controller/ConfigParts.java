package cc.drycc.controller;

import cc.drycc.controller.config.GraceRule;
import cc.drycc.controller.config.GroupRule;
import cc.drycc.controller.config.RegistryRule;
import cc.drycc.controller.config.SectionRules;
import cc.drycc.controller.healthchecks.Healthchecks;
import cc.drycc.controller.healthchecks.Lifecycles;
import cc.drycc.controller.limits.LimitRoutes;
import cc.drycc.controller.limits.Limits;
import cc.drycc.controller.nodes.DefaultTags;
import cc.drycc.controller.nodes.Node;
import cc.drycc.controller.nodes.Tags;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a config may hold beside values, and the machine that must be able to give it. */
@Configuration(proxyBeanMethods = false)
class ConfigParts {

    @Bean
    Node node(ControllerSettings settings) {
        return Node.here(settings.environment());
    }

    @Bean
    DefaultTags defaultTags(ControllerSettings settings, Node node) {
        return DefaultTags.from(settings.environment(), node);
    }

    @Bean
    SectionRules sectionRules(Node node) {
        var rules = new ArrayList<>(Limits.rules(node));
        rules.addAll(List.of(
                new GroupRule(),
                new GraceRule(),
                new RegistryRule(),
                new Tags(node),
                new Healthchecks(),
                new Lifecycles()));
        return new SectionRules(rules);
    }

    @Bean
    LimitRoutes limitRoutes(Node node) {
        return new LimitRoutes(node);
    }
}
