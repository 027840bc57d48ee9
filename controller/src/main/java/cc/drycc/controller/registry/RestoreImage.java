package cc.drycc.controller.registry;

import cc.drycc.controller.apps.App;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImageStore;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import java.util.Optional;

/** Brings an image back that the engine has lost. */
public final class RestoreImage {

    private final RegistryImages known;
    private final ImageStore images;
    private final Optional<PlatformRegistry> registry;

    public RestoreImage(RegistryImages known, ImageStore images, Optional<PlatformRegistry> registry) {
        this.known = known;
        this.images = images;
        this.registry = registry;
    }

    /**
     * Pulls an image unless the engine has it; nothing happens when no registry has it either.
     *
     * @throws BuildFailed when the registry does not give it, with the reason
     */
    public void restore(App app, ImageId id) throws BuildFailed, InterruptedException {
        if (registry.isEmpty() || images.find(id.asRef()).isPresent()) {
            return;
        }
        var pushed = known.find(app.uuid(), id);
        if (pushed.isPresent()) {
            registry.get().pull(pushed.get().reference(), id, pushed.get().local());
        }
    }
}
