package cc.drycc.controller.builds;

import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.config.ConfigState;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import cc.drycc.imagebuilder.dryccpath.ImageChoice;
import cc.drycc.imagebuilder.dryccpath.Pipeline;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the image of every step of a {@code .drycc} folder; those in registries are fetched, so that releases pin them. */
public final class PathImages {

    private final PullImage pull;

    public PathImages(PullImage pull) {
        this.pull = pull;
    }

    /** The images that were built. */
    public interface Made {
        /** The app's own; empty when no step needs it. */
        Optional<StepImage> ofApp() throws InterruptedException;

        /** That of a process type with a {@code build}. */
        StepImage builtFor(ProcessType type) throws InterruptedException;
    }

    /**
     * The path with all its images.
     *
     * @param config whose registry credentials are used
     * @throws cc.drycc.controller.problems.Problem naming the image that is not to be had
     */
    public BuiltPath resolve(User user, App app, DryccPath path, Made made, ConfigState config)
            throws InterruptedException {
        var deploy = new TreeMap<ProcessType, StepImage>();
        var run = new TreeMap<ProcessType, StepImage>();
        for (Pipeline pipeline : path.inOrder()) {
            var type = pipeline.type();
            deploy.put(type, image(user, app, type, path.deployImage(pipeline), made, config));
            if (pipeline.run().isPresent()) {
                run.put(type, image(user, app, type, path.runImage(pipeline), made, config));
            }
        }
        return new BuiltPath(path, deploy, run);
    }

    private StepImage image(User user, App app, ProcessType type, ImageChoice choice, Made made, ConfigState config)
            throws InterruptedException {
        return switch (choice) {
            case ImageChoice.BuiltFor(ProcessType other) -> made.builtFor(other);
            case ImageChoice.OfApp() ->
                made.ofApp().orElseThrow(() -> new IllegalStateException("no image was built for " + type));
            case ImageChoice.Named(var ref) -> {
                var found = pull.pull(user, app, ref.value(), config, type);
                yield new StepImage(ref.value(), found.id());
            }
        };
    }
}
