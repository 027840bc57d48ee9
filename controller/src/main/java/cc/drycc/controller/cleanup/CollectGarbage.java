package cc.drycc.controller.cleanup;

import cc.drycc.controller.builds.Builds;
import cc.drycc.controller.logs.PlatformLines;
import cc.drycc.engine.Engine;
import cc.drycc.engine.EngineProblem;
import cc.drycc.storage.ObjectStore;
import cc.drycc.storage.StorageProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nothing can need any more.
 *
 * <p>The rule for images: every release in the ledger that did not fail can be rolled back to, whatever its age, so its
 * image stays as long as the app; so does that of an app's current release and of one whose deploy is not over. What goes
 * is the image of a build that no such release pins: its push was broken off, or its release failed.
 *
 * <p>The rule for archives: as for images, so that one can look at what a release was made of; beside them the newest ten
 * of each app, so that one can look at why a build failed.
 */
public final class CollectGarbage {

    /** Source archives kept of each app whether or not a release has them. */
    public static final int ARCHIVES_KEPT = 10;

    /** Lines of the platform's log kept of each app. */
    public static final int LINES_KEPT = 2_000;

    // What is younger may belong to a push that is under way.
    private static final Duration YOUNG = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(CollectGarbage.class);

    private final Builds builds;
    private final Engine engine;
    private final ObjectStore archives;
    private final PlatformLines lines;
    private final String platform;
    private final InstantSource clock;

    /** @param platform the platform's id, which its images carry as a label */
    public CollectGarbage(
            Builds builds,
            Engine engine,
            ObjectStore archives,
            PlatformLines lines,
            String platform,
            InstantSource clock) {
        this.builds = builds;
        this.engine = engine;
        this.archives = archives;
        this.lines = lines;
        this.platform = platform;
        this.clock = clock;
    }

    /** One round; a part of the platform that is away is left for the next one. */
    public void run() {
        try {
            int images = images();
            int objects = archives();
            int trimmed = lines.trim(LINES_KEPT);
            LOG.info("event=garbage-collected images={} archives={} log_lines={}", images, objects, trimmed);
        } catch (EngineProblem | StorageProblem e) {
            LOG.warn("event=garbage-not-collected reason=\"{}\"", e.getMessage());
        }
    }

    private int images() {
        var young = clock.instant().minus(YOUNG);
        // The engine is asked first: an image released after that is pinned in the rows read next.
        var candidates = engine.images().labelled(Map.of("cc.drycc.platform", platform)).stream()
                .filter(image -> image.created().isBefore(young))
                .toList();
        // A build under way may come to the same image as an older one did, from the layer cache.
        var building = builds.appsBuilding();
        var needed = builds.neededImages();
        int removed = 0;
        for (var image : candidates) {
            boolean busy = building.contains(image.labels().getOrDefault("cc.drycc.app", ""));
            if (!busy && !needed.contains(image.id())) {
                engine.images().remove(image.id());
                removed++;
            }
        }
        return removed;
    }

    private int archives() {
        var young = clock.instant().minus(YOUNG);
        var candidates = archives.list("home/");
        var kept = builds.neededArchives(ARCHIVES_KEPT);
        int removed = 0;
        for (var object : candidates) {
            if (object.modified().isBefore(young) && !kept.contains(object.key().value())) {
                archives.delete(object.key());
                removed++;
            }
        }
        return removed;
    }
}
