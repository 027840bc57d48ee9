package cc.drycc.controller.healthchecks;

import cc.drycc.controller.config.ConfigSection;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.SectionRule;
import cc.drycc.engine.Probe;
import cc.drycc.engine.Probes;
import cc.drycc.engine.ProcessType;
import java.util.Map;
import java.util.Optional;

/** The healthchecks of a config: up to three probes for each process type. */
public final class Healthchecks implements SectionRule {

    static final String STARTUP = "startupProbe";
    static final String LIVENESS = "livenessProbe";
    static final String READINESS = "readinessProbe";

    /** The probes of a process type. */
    public static Probes of(ConfigState config, ProcessType type) {
        if (!(config.section(ConfigSection.HEALTHCHECK).get(type.value()) instanceof Map<?, ?> probes)) {
            return Probes.NONE;
        }
        return new Probes(probe(probes, STARTUP), probe(probes, LIVENESS), probe(probes, READINESS));
    }

    private static Optional<Probe> probe(Map<?, ?> probes, String name) {
        return Optional.ofNullable(probes.get(name)).map(json -> ProbeFields.probe(name, json));
    }

    @Override
    public ConfigSection section() {
        return ConfigSection.HEALTHCHECK;
    }

    @Override
    public Object check(String type, String key, Object value) {
        return switch (key) {
            case STARTUP, LIVENESS, READINESS -> {
                try {
                    yield ProbeFields.json(ProbeFields.probe(key, value));
                } catch (Fields.Wrong e) {
                    throw invalid(type + " " + e.getMessage());
                }
            }
            default -> throw invalid("%s: a probe is one of %s, %s, %s".formatted(type, STARTUP, LIVENESS, READINESS));
        };
    }
}
