package cc.drycc.controller.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of all sections. */
public final class SectionRules {

    private final Map<ConfigSection, SectionRule> rules;

    /** @param rules one for each section */
    public SectionRules(List<SectionRule> rules) {
        this.rules = rules.stream().collect(Collectors.toUnmodifiableMap(SectionRule::section, Function.identity()));
        for (var section : ConfigSection.values()) {
            of(section);
        }
    }

    SectionRule of(ConfigSection section) {
        return Optional.ofNullable(rules.get(section))
                .orElseThrow(() -> new IllegalStateException("there is no rule for " + section));
    }
}
