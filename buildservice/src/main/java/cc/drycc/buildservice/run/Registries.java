package cc.drycc.buildservice.run;

import cc.drycc.buildservice.intake.ImageName;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.PushFailed.Again;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.imagebuilder.referrers.AttachToImage;
import cc.drycc.imagebuilder.referrers.Attachment;
import cc.drycc.imagebuilder.referrers.NotAttached;
import cc.drycc.imagebuilder.referrers.RegistryAddress;
import cc.drycc.imagebuilder.referrers.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pushes to registries: more than once when they are away, and never to where no registry can be. */
public final class Registries {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1");

    private final ImageStore images;
    private final Set<String> insecure;
    private final Duration timeout;
    private final List<Duration> pauses;

    /**
     * @param insecure registries that may have any certificate or none; those on this machine always may
     * @param timeout of one try
     * @param pauses before each further try
     */
    public Registries(ImageStore images, Set<String> insecure, Duration timeout, List<Duration> pauses) {
        this.images = images;
        this.insecure = Set.copyOf(insecure);
        this.timeout = timeout;
        this.pauses = List.copyOf(pauses);
    }

    /**
     * Refuses the addresses at which clouds answer questions about a machine (threat model, row 12). Other inner
     * addresses are where private registries are.
     *
     * @throws PushFailed when the registry is at such an address
     */
    void check(ImageRef target) throws PushFailed {
        var host = ImageName.host(target.value());
        if (host.isPresent() && !RegistryAddress.isPossible(host.get().replaceFirst(":[0-9]+$", ""))) {
            throw new PushFailed(Again.IS_USELESS, "there can be no registry at " + host.get());
        }
    }

    Digest push(ImageRef image, ImageRef target, Optional<RegistryLogin> login, BuildLog log)
            throws PushFailed, InterruptedException {
        var push = new ImagePush(image, target, login, security(target), timeout);
        for (Duration pause : pauses) {
            try {
                return images.push(push, log);
            } catch (PushFailed e) {
                if (e.again() == Again.IS_USELESS) {
                    throw e;
                }
                log.line("%s; trying again in %d s".formatted(e.getMessage(), pause.toSeconds()));
                Thread.sleep(pause);
            }
        }
        return images.push(push, log);
    }

    /**
     * Attaches documents to an image that was pushed (OCI distribution 1.1, "Referrers").
     *
     * @param image by its digest
     * @throws NotAttached with the reason, in one line
     */
    void attach(ImageRef image, Optional<RegistryLogin> login, List<Attachment> documents)
            throws NotAttached, InterruptedException {
        AttachToImage.attach(Subject.of(image, login, security(image)), documents, Instant.now());
    }

    private Security security(ImageRef target) {
        var host = ImageName.host(target.value()).orElse("");
        return insecure.contains(host) || HERE.contains(host.replaceFirst(":[0-9]+$", ""))
                ? Security.UNVERIFIED
                : Security.VERIFIED;
    }
}
