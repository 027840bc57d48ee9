package cc.drycc.controller;

import cc.drycc.controller.access.WhileAllowed;
import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.pushes.PushDoor;
import cc.drycc.controller.releases.ReleaseLedger;
import cc.drycc.controller.uploads.ArchiveRoutes;
import cc.drycc.controller.uploads.BuildArchive;
import cc.drycc.controller.uploads.TakeArchive;
import cc.drycc.imagebuilder.source.ExtractLimits;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way for source to come in without git. */
@Configuration(proxyBeanMethods = false)
class UploadParts {

    @Bean
    ArchiveRoutes archiveRoutes(
            PushDoor door, ReleaseLedger ledger, Builds builds, WhileAllowed whileAllowed, Surroundings surroundings)
            throws IOException {
        var folder = surroundings.workFolder().resolve("uploads");
        return new ArchiveRoutes(
                surroundings.sources(),
                new TakeArchive(folder, ExtractLimits.DEFAULT),
                new BuildArchive(door, ledger, builds, whileAllowed));
    }
}
