package cc.drycc.builder.slug;

import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivatePodman;
import java.util.Optional;

/** On a real Podman. */
class PodmanSlugIT extends SlugContract {

    @Override
    protected Optional<String> missing() {
        return PrivatePodman.missing();
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivatePodman.start();
    }
}
