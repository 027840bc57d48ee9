package cc.drycc.buildservice.testing;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.BuildLog;
import cc.drycc.engine.Digest;
import cc.drycc.engine.EngineProblem;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ImagePush;
import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ImageStore;
import cc.drycc.engine.PushFailed;
import cc.drycc.imagebuilder.BuildRequest;
import cc.drycc.imagebuilder.BuiltImage;
import cc.drycc.imagebuilder.ImageBuilder;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine that follows what Dockerfiles say in comments, for tests of everything around it: {@code # wait} builds until
 * {@link #letGo} or an interrupt, {@code # say TEXT} writes a line, {@code # fail TEXT} fails.
 */
public final class FakeBuilds implements ImageBuilder {

    private final Set<ImageRef> names = ConcurrentHashMap.newKeySet();
    private final List<ImagePush> pushes = new CopyOnWriteArrayList<>();
    private final List<String> built = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger pushFailures = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    public String name() {
        return "container";
    }

    @Override
    public boolean supports(Source source) {
        return true;
    }

    @Override
    public BuiltImage build(BuildRequest request, BuildLog log)
            throws BuildFailed, SourceRefused, IOException, InterruptedException {
        var dockerfile = request.source().text("Dockerfile").orElse("");
        names.add(request.image());
        built.add(dockerfile);
        for (String line : dockerfile.lines().toList()) {
            if (line.equals("# wait")) {
                waiting.incrementAndGet();
                gate.acquire();
            } else if (line.startsWith("# say ")) {
                log.line(line.substring(6));
            } else if (line.startsWith("# fail ")) {
                throw new BuildFailed(line.substring(7));
            } else if (line.equals("# engine away")) {
                throw new EngineProblem("The container engine broke off");
            }
        }
        return new BuiltImage(
                request.image(), new ImageId("sha256:" + "a".repeat(64)), OptionalInt.empty(), dockerfile);
    }

    /** Lets so many waiting builds end. */
    public void letGo(int builds) {
        gate.release(builds);
    }

    /** How many builds have come to a {@code # wait}. */
    public int waited() {
        return waiting.get();
    }

    /** The next pushes find the registry away. */
    public void failPushes(int times) {
        pushFailures.set(times);
    }

    public Set<ImageRef> names() {
        return names;
    }

    public List<ImagePush> pushes() {
        return pushes;
    }

    /** The Dockerfiles that were built, in order. */
    public List<String> built() {
        return built;
    }

    /** The engine's images, as far as the service uses them. */
    public ImageStore images() {
        return (ImageStore) Proxy.newProxyInstance(
                ImageStore.class.getClassLoader(),
                new Class<?>[] {ImageStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "push" -> push((ImagePush) arguments[0]);
                    case "untag" -> {
                        names.remove((ImageRef) arguments[0]);
                        yield null;
                    }
                    case "labelled" -> List.of();
                    case "names" -> List.copyOf(names);
                    case "read" -> new TreeSet<>();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Digest push(ImagePush push) throws PushFailed, InterruptedException {
        pushes.add(push);
        if (pushFailures.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
            throw new PushFailed(PushFailed.Again.MAY_WORK, "the registry is away");
        }
        if (push.target().value().contains("slow")) {
            never.await();
        }
        return new Digest("sha256:" + "d".repeat(64));
    }
}
