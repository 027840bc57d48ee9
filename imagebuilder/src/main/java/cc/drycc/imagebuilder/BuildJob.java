package cc.drycc.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.storage.ObjectKey;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A commit, or an archive, to make an image of.
 *
 * @param app whose it is
 * @param sha of the commit, 40 hexadecimal digits; of an archive the first 40 of its SHA-256
 * @param archive where its tree lies in object storage, as tar, tar.gz or zip
 * @param image what the image is called
 * @param config the app's values, secrets: never logged
 */
public record BuildJob(AppName app, String sha, ObjectKey archive, ImageRef image, Map<String, String> config) {

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    /** @throws IllegalArgumentException when the commit's name is no such name */
    public BuildJob {
        if (!SHA.matcher(sha).matches()) {
            throw new IllegalArgumentException("not a commit: 40 hexadecimal digits are needed");
        }
        config = Map.copyOf(config);
    }

    /** Names the job without the config. */
    @Override
    public String toString() {
        return "BuildJob[%s %s]".formatted(app, sha);
    }
}
