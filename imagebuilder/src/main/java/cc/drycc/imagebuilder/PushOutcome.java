package cc.drycc.imagebuilder;

import cc.drycc.engine.BuildLog;
import cc.drycc.engine.ProcessType;
import cc.drycc.engine.PushFailed;
import cc.drycc.imagebuilder.BuildOutcome.Built;
import cc.drycc.imagebuilder.BuildOutcome.BuiltPath;
import cc.drycc.imagebuilder.BuildOutcome.Failed;
import cc.drycc.imagebuilder.registry.PlatformRegistry;
import java.util.Optional;
import java.util.TreeMap;

/** Sends all images of a build to the platform's registry, each once. */
final class PushOutcome {

    /** The words of the seed (5.3). */
    private static final String PUSHING = "-----> Pushing image to private registry";

    private final PlatformRegistry registry;

    PushOutcome(PlatformRegistry registry) {
        this.registry = registry;
    }

    /** The same outcome; its images know where they are. */
    BuildOutcome push(BuildOutcome outcome, BuildLog log) throws PushFailed, InterruptedException {
        return switch (outcome) {
            case Built built -> {
                log.line(PUSHING);
                yield new Built(push(built.image(), log), built.stack(), built.procfile(), built.sha(), built.facts());
            }
            case BuiltPath built -> {
                log.line(PUSHING);
                yield push(built, log);
            }
            case Failed failed -> failed;
        };
    }

    private BuiltPath push(BuiltPath built, BuildLog log) throws PushFailed, InterruptedException {
        var images = new TreeMap<ProcessType, BuiltImage>();
        for (var image : built.images().entrySet()) {
            images.put(image.getKey(), push(image.getValue(), log));
        }
        var ofApp = built.ofApp();
        if (ofApp.isPresent()) {
            var web = images.get(ProcessType.WEB); // the app's own, when it is built
            ofApp = Optional.of(web == null ? push(ofApp.get(), log) : web);
        }
        return new BuiltPath(built.path(), ofApp, images, built.stack(), built.sha(), built.facts());
    }

    private BuiltImage push(BuiltImage image, BuildLog log) throws PushFailed, InterruptedException {
        return image.pushedAs(registry.push(image.image(), log));
    }
}
