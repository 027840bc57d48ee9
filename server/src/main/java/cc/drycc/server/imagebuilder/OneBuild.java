package cc.drycc.server.imagebuilder;

import cc.drycc.engine.AppName;
import cc.drycc.engine.ImageRef;
import cc.drycc.imagebuilder.BuildJob;
import cc.drycc.imagebuilder.BuildLimits;
import cc.drycc.imagebuilder.addons.FindAddons;
import cc.drycc.storage.ObjectKey;
import cc.drycc.storage.StorageSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this process is asked to do, read from its environment, with the reference's names.
 *
 * @param job the build; its archive is {@code TAR_PATH}
 * @param storage where the archive lies; empty when the source is a folder
 * @param folder the source when {@code TAR_PATH} is not set
 * @param registry where the image goes
 * @param limits of the build
 */
record OneBuild(
        BuildJob job, Optional<StorageSettings> storage, Path folder, RegistrySettings registry, BuildLimits limits) {

    /** The name git gives to no commit. */
    private static final String NO_COMMIT = "0".repeat(40);

    /** Of this process and its surroundings, not of the app. */
    private static final Set<String> NOT_CONFIG = Set.of(
            "PATH",
            "HOME",
            "HOSTNAME",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "TERM",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "_",
            "TAR_PATH",
            SourceToSlug.PUT_PATH,
            SlugToImage.SLUG_PATH,
            "IMAGE_NAME",
            "SOURCE_VERSION",
            "DOCKER_HOST",
            "STORAGE_REGION",
            "JAVA_HOME",
            "WORKSPACE",
            "DRYCC_HOME",
            FindAddons.FOLDER,
            Evidence.SWITCH,
            Evidence.KEY,
            "DRYCC_DEBUG");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    static OneBuild from(Map<String, String> env) {
        var image = image(env);
        var archive = given(env, "TAR_PATH");
        var storage = StorageSettings.from(env);
        if (archive.isPresent() && storage.isEmpty()) {
            throw new IllegalArgumentException(
                    "DRYCC_STORAGE_ENDPOINT must say where TAR_PATH lies, for example http://s3.example.com:9000");
        }
        var sha = given(env, "SOURCE_VERSION").orElse(NO_COMMIT);
        if (!sha.matches("[0-9a-f]{40}")) {
            throw new IllegalArgumentException("SOURCE_VERSION must be a commit's 40 hexadecimal digits");
        }
        return new OneBuild(
                new BuildJob(app(env, image), sha, key("TAR_PATH", archive.orElse("workspace")), image, config(env)),
                archive.isPresent() ? storage : Optional.empty(),
                Path.of(env.getOrDefault("WORKSPACE", "/workspace")),
                RegistrySettings.from(env),
                BuildLimits.from(env));
    }

    /** The commit; empty when nobody named one. */
    String commit() {
        return job.sha().equals(NO_COMMIT) ? "" : job.sha();
    }

    /** A setting that is there and not blank. */
    static Optional<String> given(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    static ImageRef image(Map<String, String> env) {
        var name = given(env, "IMAGE_NAME")
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "IMAGE_NAME must say what the image is called, for example registry.example.com/hello/hello:v1"));
        try {
            return new ImageRef(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("IMAGE_NAME is no name of an image: " + e.getMessage(), e);
        }
    }

    /** @param setting where the path is from */
    static ObjectKey key(String setting, String path) {
        try {
            return new ObjectKey(path);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " is " + e.getMessage(), e);
        }
    }

    /** {@code DRYCC_APP}, else the last part of the image's repository, which the reference names after the app. */
    private static AppName app(Map<String, String> env, ImageRef image) {
        var repository = image.value().replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "");
        var name = given(env, "DRYCC_APP").orElse(repository.substring(repository.lastIndexOf('/') + 1));
        try {
            return new AppName(name.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("DRYCC_APP must name the app: " + e.getMessage(), e);
        }
    }

    /** The app's values come in the environment, as the reference's builder passes them: all but what is the platform's. */
    private static Map<String, String> config(Map<String, String> env) {
        return env.entrySet().stream()
                .filter(entry -> isConfig(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isConfig(String name) {
        return !NOT_CONFIG.contains(name)
                && !name.startsWith("LC_")
                && !name.startsWith("KUBERNETES_")
                && !name.startsWith("DRYCC_SLUG_")
                && !name.startsWith("DRYCC_STORAGE_")
                && !name.startsWith("DRYCC_REGISTRY_");
    }
}
