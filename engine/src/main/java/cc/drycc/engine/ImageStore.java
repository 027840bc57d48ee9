package cc.drycc.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The images an engine holds. */
public interface ImageStore {

    /**
     * Builds a Dockerfile with the engine's layer cache.
     *
     * @throws BuildFailed with the reason: a bad Dockerfile (with its line), a failing command, a cap that was hit,
     *     secrets for an engine that cannot mount them
     * @throws InterruptedException the build is stopped and cleaned up first
     */
    Image build(ImageBuild build, BuildLog log) throws BuildFailed, InterruptedException;

    /** Whether {@link #build} mounts {@link ImageBuild#secrets()}; one that does not fails a build that has any. */
    default boolean mountsSecrets() {
        return false;
    }

    /** Looks an image up by name or id. */
    Optional<Image> find(ImageRef ref);

    /**
     * Fetches an image from its registry.
     *
     * @throws BuildFailed when no registry gives it, with the reason; what is here stays
     */
    Image pull(ImagePull pull, BuildLog log) throws BuildFailed, InterruptedException;

    /**
     * The same, from a registry whose certificate the engine's machine trusts.
     *
     * @param login for the registry; empty to come as anybody
     * @param policy whether also when it is already here
     * @throws BuildFailed when no registry gives it, with the reason; what is here stays
     */
    default Image pull(ImageRef ref, Optional<RegistryLogin> login, PullPolicy policy, BuildLog log)
            throws BuildFailed, InterruptedException {
        return pull(new ImagePull(ref, login, ImagePush.Security.VERIFIED, policy), log);
    }

    /**
     * Takes an image in that was made somewhere else.
     *
     * @param archive a tar as {@code docker save} writes it, with one image and no names in it
     * @param id of that image: the digest of its configuration
     * @param name what it is called from now on; an image that had the name loses it
     * @throws BuildFailed when the engine does not take it, with its words
     */
    Image load(Path archive, ImageId id, ImageRef name) throws BuildFailed, InterruptedException;

    /**
     * Writes an image down.
     *
     * @param archive a file that is made: a tar as {@code docker save} writes it
     * @throws EngineProblem when there is no such image
     */
    void save(ImageId id, Path archive) throws InterruptedException;

    /**
     * Looks into an image; nothing of it runs.
     *
     * @param reader is given the image's files, and must not keep them
     * @return what the reader makes of them
     * @throws EngineProblem when there is no such image
     */
    <T> T read(ImageId id, Function<ImageContents, T> reader);

    /** Gives an image one more name; an image that had the name loses it. */
    void tag(ImageId id, ImageRef name);

    /** The names that images have here. */
    List<ImageRef> names();

    /** All images that carry every one of these labels. */
    List<Image> labelled(Map<String, String> labels);

    /** Removes an image and its names; one that is in use or gone already is left alone. */
    void remove(ImageId id);

    /**
     * Sends an image to a registry. The store is as before afterwards: the image has no name more than it had.
     *
     * @param log is told what the registry has
     * @return the digest of the manifest there
     * @throws PushFailed with the reason, which names the registry and nobody's password
     * @throws InterruptedException the push is broken off; layers that are there already stay there
     */
    Digest push(ImagePush push, BuildLog log) throws PushFailed, InterruptedException;

    /** Takes a name away; with its last name the image goes too, unless something uses it. A name nothing has is fine. */
    void untag(ImageRef name);
}
