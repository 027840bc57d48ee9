package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.bases.BaseLogins;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import cc.drycc.storage.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A commit, or an archive, to make an image of.
 *
 * @param app whose it is
 * @param sha of the commit, 40 hexadecimal digits; of an archive the first 40 of its SHA-256
 * @param archive where its tree lies in object storage, as tar, tar.gz or zip
 * @param image what the image is called
 * @param config the app's values, secrets: never logged
 * @param logins at the registries of base images
 */
public record BuildJob(
        AppName app, String sha, ObjectKey archive, ImageRef image, Map<String, String> config, BaseLogins logins) {

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    /** One that comes to registries as nobody. */
    public BuildJob(AppName app, String sha, ObjectKey archive, ImageRef image, Map<String, String> config) {
        this(app, sha, archive, image, config, BaseLogins.NONE);
    }

    /** @throws IllegalArgumentException when the commit's name is no such name */
    public BuildJob {
        if (!SHA.matcher(sha).matches()) {
            throw new IllegalArgumentException("not a commit: 40 hexadecimal digits are needed");
        }
        config = Map.copyOf(config);
    }

    /** The same on a platform with a registry, or with none. */
    BuildJob at(Optional<PlatformRegistry> registry) {
        return new BuildJob(app, sha, archive, image, config, logins.at(registry));
    }

    /** What nobody may read in a log, by any name. */
    Map<String, String> secrets() {
        var secrets = new HashMap<>(config);
        logins.app().ifPresent(login -> secrets.put("the registry's", login.password()));
        return secrets;
    }

    /** Names the job without the config. */
    @Override
    public String toString() {
        return "BuildJob[%s %s]".formatted(app, sha);
    }
}
