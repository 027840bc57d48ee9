package cc.drycc.imagebuilder.bases;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImagePull;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PullPolicy;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.BuildRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The base images of one build. All apps share the engine's store, so what was pulled with a password has its name there only
 * while the build goes on, and meanwhile no other build takes it by that name without asking the registry itself.
 */
public final class BorrowedImages implements AutoCloseable {

    /** How many names builds of this process have of images that were pulled with a password, by repository. */
    private static final Map<String, Integer> PRIVATE = new HashMap<>();

    private static final ReentrantLock LOCK = new ReentrantLock();

    private final ImageStore images;
    private final BuildRequest request;
    private final Set<ImageRef> borrowed = new HashSet<>();

    /** @param images the engine's store */
    public BorrowedImages(ImageStore images, BuildRequest request) {
        this.images = images;
        this.request = request;
    }

    /**
     * The image of this name: the one that is here, else what its registry gives to anybody, to the app or to the platform.
     *
     * @throws BuildFailed when it is not to be had, or another app's
     */
    public Image take(ImageRef name, BuildLog log) throws BuildFailed, InterruptedException {
        var here = borrowed.contains(name) ? images.find(name) : shared(name);
        var image = here.isPresent() ? here.get() : pull(name, log);
        if (isAnothers(image, request)) {
            throw new BuildFailed("unauthorized: \"" + name + "\" is the image of another app");
        }
        return image;
    }

    /** Whether an image that one of our builds made is of another app than this one, or of another platform. */
    public static boolean isAnothers(Image image, BuildRequest request) {
        var labels = image.labels();
        return labels.containsKey("cc.drycc.app")
                && !(request.app().value().equals(labels.get("cc.drycc.app"))
                        && String.valueOf(request.labels().get("cc.drycc.platform"))
                                .equals(labels.get("cc.drycc.platform")));
    }

    private Optional<Image> shared(ImageRef name) {
        LOCK.lock();
        try {
            return PRIVATE.containsKey(repository(name)) ? Optional.empty() : images.find(name);
        } finally {
            LOCK.unlock();
        }
    }

    private Image pull(ImageRef name, BuildLog log) throws BuildFailed, InterruptedException {
        var registry = request.logins().platform();
        if (registry.isPresent()) {
            var pull = registry.get().pullOf(name, PullPolicy.ALWAYS);
            if (pull.isPresent()) {
                return borrow(pull.get(), log);
            }
        }
        var login = request.logins().app();
        try {
            return images.pull(as(Optional.empty(), name), log);
        } catch (BuildFailed e) {
            if (login.isEmpty()) {
                throw e;
            }
        }
        return borrow(as(login, name), log);
    }

    private static ImagePull as(Optional<RegistryLogin> login, ImageRef name) {
        return new ImagePull(name, login, Security.VERIFIED, PullPolicy.ALWAYS);
    }

    private Image borrow(ImagePull pull, BuildLog log) throws BuildFailed, InterruptedException {
        LOCK.lock();
        try {
            if (borrowed.add(pull.image())) {
                PRIVATE.merge(repository(pull.image()), 1, Integer::sum);
            }
        } finally {
            LOCK.unlock();
        }
        return images.pull(pull, log);
    }

    /** One image has several names: with and without {@code :latest}, by tag and by digest. */
    private static String repository(ImageRef name) {
        return name.value()
                .replaceFirst("@.*", "")
                .replaceFirst(":[^/:]*$", "")
                .replaceFirst("^(?:docker\\.io|index\\.docker\\.io)/(?:library/)?", "");
    }

    /** Takes the names away again. */
    @Override
    public void close() {
        LOCK.lock();
        try {
            for (ImageRef name : borrowed) {
                images.untag(name);
                PRIVATE.computeIfPresent(repository(name), (key, count) -> count > 1 ? count - 1 : null);
            }
            borrowed.clear();
        } finally {
            LOCK.unlock();
        }
    }
}
