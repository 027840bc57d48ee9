package cc.drycc.imagebuilder.registry;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePull;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PullPolicy;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.PushFailed.Again;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.referrers.AttachToImage;
import cc.drycc.imagebuilder.referrers.Attachment;
import cc.drycc.imagebuilder.referrers.NotAttached;
import cc.drycc.imagebuilder.referrers.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends images to the platform's registry, and has them back. */
public final class PlatformRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformRegistry.class);

    /** Before the second and the third try. */
    public static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final RegistrySettings settings;
    private final ImageStore images;
    private final List<Duration> pauses;

    /** @param pauses before each further try of a push */
    public PlatformRegistry(RegistrySettings settings, ImageStore images, List<Duration> pauses) {
        this.settings = settings;
        this.images = images;
        this.pauses = List.copyOf(pauses);
    }

    /**
     * Sends an image.
     *
     * @param image its name in the engine
     * @param log is told of further tries
     * @return what pulls exactly this image: its name there with the digest
     * @throws PushFailed with one line for the person who pushed
     */
    public ImageRef push(ImageRef image, BuildLog log) throws PushFailed, InterruptedException {
        var target = settings.nameOf(image);
        for (var pause : pauses) {
            try {
                return pushOnce(image, target);
            } catch (PushFailed e) {
                LOG.warn("event=image-not-pushed image={} reason=\"{}\"", target, e.getMessage());
                if (e.again() == Again.IS_USELESS) {
                    throw e;
                }
                log.line("       %s; trying again in %d s".formatted(e.getMessage(), pause.toSeconds()));
                Thread.sleep(pause);
            }
        }
        return pushOnce(image, target);
    }

    private ImageRef pushOnce(ImageRef image, ImageRef target) throws PushFailed, InterruptedException {
        long begin = System.nanoTime();
        Digest digest = images.push(
                new ImagePush(image, target, pushLogin(), settings.security(), TIMEOUT), line -> LOG.debug(line));
        LOG.info(
                "event=image-pushed image={} digest={} ms={}", target, digest, (System.nanoTime() - begin) / 1_000_000);
        return new ImageRef(target.value().substring(0, target.value().lastIndexOf(':')) + "@" + digest);
    }

    private Optional<RegistryLogin> pushLogin() throws PushFailed, InterruptedException {
        try {
            return login();
        } catch (NoPassword e) {
            throw new PushFailed(Again.IS_USELESS, noPassword(e));
        }
    }

    /**
     * Has an image back that was sent before, unless the engine has it.
     *
     * @param image what {@link #push} returned
     * @param id of the image
     * @param name what it is called in the engine from now on
     * @throws BuildFailed with the reason, in one line
     */
    public Image pull(ImageRef image, ImageId id, ImageRef name) throws BuildFailed, InterruptedException {
        LOG.info("event=image-pull image={} id={}", image, id);
        var pull = settings.has(image)
                ? new ImagePull(image, pullLogin(), settings.security(), PullPolicy.IF_NOT_PRESENT)
                : new ImagePull(image, Optional.empty(), Security.VERIFIED, PullPolicy.IF_NOT_PRESENT);
        var found = images.pull(pull, line -> LOG.debug(line));
        if (!found.id().equals(id)) {
            throw new BuildFailed("the registry's %s is another image than was sent there".formatted(image));
        }
        images.tag(id, name);
        return found;
    }

    /**
     * Attaches documents to an image that was sent before (OCI distribution 1.1, "Referrers").
     *
     * @param image what {@link #push} returned
     * @throws NotAttached with the reason, in one line
     */
    public void attach(ImageRef image, List<Attachment> documents) throws NotAttached, InterruptedException {
        try {
            AttachToImage.attach(Subject.of(image, login(), settings.security()), documents, Instant.now());
        } catch (NoPassword e) {
            throw new NotAttached(noPassword(e));
        }
        LOG.info("event=evidence-attached image={} documents={}", image, documents.size());
    }

    /** How an image that is in this registry is pulled now; empty when it is elsewhere. @throws BuildFailed without a password */
    public Optional<ImagePull> pullOf(ImageRef image, PullPolicy policy) throws BuildFailed, InterruptedException {
        return settings.has(image)
                ? Optional.of(new ImagePull(image, pullLogin(), settings.security(), policy))
                : Optional.empty();
    }

    private Optional<RegistryLogin> pullLogin() throws BuildFailed, InterruptedException {
        try {
            return login();
        } catch (NoPassword e) {
            throw new BuildFailed(noPassword(e));
        }
    }

    private Optional<RegistryLogin> login() throws NoPassword, InterruptedException {
        if (settings.account().isEmpty()) {
            return Optional.empty();
        }
        var account = settings.account().get();
        return Optional.of(
                new RegistryLogin(account.username(), account.password().read()));
    }

    private String noPassword(NoPassword e) {
        return "the password of the registry %s is not to be had: %s".formatted(settings.host(), e.getMessage());
    }
}
