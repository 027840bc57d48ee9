package cc.drycc.e2e;

import cc.drycc.e2e.platform.Platform;

/** On the private Podman a platform brings along. */
class LifeOfAnAppIT extends LifeOfAnApp {

    @Override
    Platform platform() {
        return SharedPlatform.get();
    }
}
