package cc.drycc.controller;

import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.evidence.EvidenceRoutes;
import cc.drycc.controller.evidence.KeepEvidence;
import cc.drycc.controller.evidence.SigningKeys;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.engine.Engine;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the evidence of builds. */
@Configuration(proxyBeanMethods = false)
class EvidenceParts {

    @Bean
    SigningKeys signingKeys(JdbcClient db, ControllerSettings settings) {
        return new SigningKeys(db, settings.key());
    }

    @Bean
    KeepEvidence keepEvidence(
            Builds builds, Surroundings surroundings, Engine engine, SigningKeys keys, ControllerSettings settings) {
        return new KeepEvidence(
                builds,
                surroundings.objects(),
                engine.images(),
                keys,
                settings.platformId(),
                InstantSource.system(),
                surroundings.builder().registry());
    }

    @Bean
    EvidenceRoutes evidenceRoutes(Builds builds, ReleaseLedger ledger, Surroundings surroundings, SigningKeys keys) {
        return new EvidenceRoutes(builds, ledger, surroundings.objects(), keys);
    }
}
