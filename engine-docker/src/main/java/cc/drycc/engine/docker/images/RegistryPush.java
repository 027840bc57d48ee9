package cc.drycc.engine.docker.images;

import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.Image;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImagePush.Security;
import cc.drycc.engine.PushFailed;
import cc.drycc.engine.PushFailed.Again;
import cc.drycc.engine.RegistryLogin;
import cc.drycc.engine.docker.daemon.Daemon;
import cc.drycc.engine.docker.daemon.Images;
import cc.drycc.engine.docker.daemon.Refused;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pushes through the engine. Podman sends an image to wherever it is told; Docker sends a name to where the name says, so
 * for the time of the push the image gets that name.
 */
final class RegistryPush {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Daemon daemon;
    private final Images images;
    private final Map<String, ReentrantLock> names = new ConcurrentHashMap<>();

    RegistryPush(Daemon daemon, Images images) {
        this.daemon = daemon;
        this.images = images;
    }

    Digest push(ImagePush push, BuildLog log) throws PushFailed, InterruptedException {
        return daemon.isPodman() ? send(push, podmanPath(push), log) : underItsName(push, log);
    }

    private static String podmanPath(ImagePush push) {
        return "/images/%s/push?destination=%s&tlsVerify=%s"
                .formatted(
                        encoded(push.image().value()),
                        encoded(push.tagged().value()),
                        push.security() == Security.VERIFIED);
    }

    /** One at a time for each name, and whatever had the name before has it again. */
    private Digest underItsName(ImagePush push, BuildLog log) throws PushFailed, InterruptedException {
        String name = push.tagged().value();
        ReentrantLock turn = names.computeIfAbsent(name, each -> new ReentrantLock());
        turn.lockInterruptibly();
        try {
            Optional<Image> before = images.find(name);
            images.tag(push.image().value(), name);
            try {
                int colon = name.lastIndexOf(':');
                String path = "/images/%s/push?tag=%s"
                        .formatted(name.substring(0, colon), encoded(name.substring(colon + 1)));
                return send(push, path, log);
            } finally {
                restore(name, before);
            }
        } catch (Refused e) {
            throw new EngineProblem("The container engine refused: " + e.words(), e);
        } finally {
            turn.unlock();
            if (!turn.hasQueuedThreads()) {
                names.remove(name, turn);
            }
        }
    }

    private void restore(String name, Optional<Image> before) {
        if (before.isPresent()) {
            images.tag(before.get().id().value(), name);
        } else {
            images.untag(name);
        }
    }

    private Digest send(ImagePush push, String path, BuildLog log) throws PushFailed, InterruptedException {
        CompletableFuture<DockerHttpClient.Response> open = new CompletableFuture<>();
        PushStream stream = new PushStream(log);
        try {
            Optional<Digest> digest = Guard.run(
                    () -> {
                        try (DockerHttpClient.Response response = daemon.stream(
                                DockerHttpClient.Request.Method.POST, path, authorization(push), Optional.empty())) {
                            open.complete(response);
                            return stream.read(response.getBody());
                        }
                    },
                    push.timeout(),
                    () -> {
                        if (open.isDone()) {
                            open.join().close();
                        }
                    });
            return digest.orElseThrow(() -> new PushFailed(
                    Again.MAY_WORK,
                    "%s: not finished after %d s; it was stopped"
                            .formatted(push.target(), push.timeout().toSeconds())));
        } catch (ExecutionException e) {
            throw explained(push, e);
        }
    }

    private static PushFailed explained(ImagePush push, ExecutionException e) {
        return switch (e.getCause()) {
            case PushStream.Broken broken -> PushReason.of(push, String.valueOf(broken.getMessage()));
            case Refused refused -> PushReason.of(push, refused.words());
            case EngineProblem away -> throw away;
            case IOException io -> throw new EngineProblem("The container engine broke off: " + io.getMessage(), io);
            case null, default -> throw new IllegalStateException(e);
        };
    }

    /** Docker wants the header also from somebody who has no account. */
    private static Map<String, String> authorization(ImagePush push) {
        ObjectNode json = JSON.createObjectNode();
        push.login().ifPresent(login -> credentials(json, login, push));
        return Map.of(
                "X-Registry-Auth",
                Base64.getUrlEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void credentials(ObjectNode json, RegistryLogin login, ImagePush push) {
        json.put("username", login.username()).put("password", login.password());
        String first = push.target().value().split("/", 2)[0];
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            json.put("serveraddress", first);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
