package cc.drycc.controller.builds;

import cc.drycc.controller.access.Access;
import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.apps.Apps;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.controller.config.RegistryRule;
import cc.drycc.controller.problems.Problem;
import cc.drycc.engine.AppName;
import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.Engine;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.PullPolicy;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the image somebody wants to release, in the engine's store or in a registry. An image the platform built for an
 * app is only for those who may see that app, whatever its name.
 */
public final class PullImage {

    // This machine as the platform sees it is not this machine as the person sees it.
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)(localhost|127\\.[0-9.]+|0|0\\.0\\.0\\.0|[^/]*\\.localhost)(:[0-9]+)?/.*");

    private final Engine engine;
    private final Apps apps;
    private final Access access;
    private final PullSettings platform;

    /** @param platform when the registry is asked for what is here, unless the app's config says otherwise */
    public PullImage(Engine engine, Apps apps, Access access, PullSettings platform) {
        this.engine = engine;
        this.apps = apps;
        this.access = access;
        this.platform = platform;
    }

    /**
     * The image of this name.
     *
     * @param config of the app: how to log in at the registry, and whether it is asked for what is here
     * @param type the process type the image is for
     * @throws Problem when the name is none, is not to be had, or belongs to somebody else
     */
    Image pull(User user, App app, String name, ConfigState config, ProcessType type) throws InterruptedException {
        var ref = reference(name);
        try {
            var image = engine.images().pull(ref, RegistryRule.of(config, type), policy(config), line -> {});
            if (!mayUse(user, app, image)) {
                throw new Problem.Refused("image %s cannot be pulled: no such image".formatted(ref));
            }
            return image;
        } catch (BuildFailed e) {
            throw new Problem.Refused("image %s cannot be pulled: %s".formatted(ref, e.getMessage()));
        }
    }

    private PullPolicy policy(ConfigState config) {
        try {
            return platform.with(config.global()).policy();
        } catch (IllegalArgumentException e) {
            throw new Problem.Refused(e.getMessage() + "; set it with `drycc config set`");
        }
    }

    private static ImageRef reference(String name) {
        if (name.isBlank()) {
            throw new Problem.InvalidField("image", "This field may not be blank.");
        }
        if (!ImageRef.isValid(name) || ImageRef.isAmbiguous(name)) {
            throw new Problem.InvalidField("image", "Not an image name: use name[:tag] or registry/name[:tag]");
        }
        if (LOOPBACK.matcher(name).matches()) {
            throw new Problem.Refused("image must not use the loopback address");
        }
        return new ImageRef(name);
    }

    private boolean mayUse(User user, App app, Image image) {
        var owner = Optional.ofNullable(image.labels().get("cc.drycc.app"));
        if (owner.isEmpty() || owner.get().equals(app.name().value())) {
            return true;
        }
        return AppName.isValid(owner.get())
                && apps.find(new AppName(owner.get()))
                        .filter(other -> access.allows(user, Action.VIEW, other))
                        .isPresent();
    }
}
