package cc.drycc.builder.slug;

import cc.drycc.engine.docker.PrivateDaemon;
import cc.drycc.engine.docker.PrivateDocker;
import java.util.Optional;

/** On a real Docker. */
class DockerSlugIT extends SlugContract {

    @Override
    protected Optional<String> missing() {
        return PrivateDocker.missing();
    }

    @Override
    protected PrivateDaemon start() throws Exception {
        return PrivateDocker.start();
    }
}
