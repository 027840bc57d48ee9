package cc.drycc.controller.builds;

import cc.drycc.api.BuildEvidence;
import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.Pipeline;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One attempt to make an image for an app.
 *
 * @param uuid its identity
 * @param app the app's uuid
 * @param owner who asked for it; empty when the account is gone
 * @param state how far it came
 * @param stack {@code container}, {@code buildpack}, …
 * @param sha the commit; empty for a pulled image
 * @param image the name a person knows the image by
 * @param imageId what releases run; empty until it is built
 * @param procfile process types and their commands; empty when the image's own command is all there is
 * @param dockerfile the Dockerfile's text; empty for other stacks
 * @param archive key of the source archive in object storage; empty for a pulled image
 * @param failure why it failed; empty otherwise
 * @param path its pipelines, when it came with a {@code .drycc} folder; they win over the Procfile
 * @param evidence how it came about; empty until it is built, and for an image that was not built here
 * @param created when it started
 * @param updated when it last changed
 */
public record Build(
        UUID uuid,
        UUID app,
        String owner,
        State state,
        String stack,
        String sha,
        String image,
        Optional<ImageId> imageId,
        SortedMap<ProcessType, String> procfile,
        String dockerfile,
        String archive,
        String failure,
        Optional<BuiltPath> path,
        Optional<BuildEvidence> evidence,
        Instant created,
        Instant updated) {

    /** How far a build came. */
    public enum State {
        BUILDING,
        BUILT,
        FAILED
    }

    public Build {
        procfile = Collections.unmodifiableSortedMap(new TreeMap<>(procfile));
    }

    /** The process types this build can run: those of its pipelines, else of its Procfile, else {@code web} (seed 5.5). */
    public Set<ProcessType> processTypes() {
        if (path.isPresent()) {
            return path.get().path().types();
        }
        return procfile.isEmpty() ? Set.of(ProcessType.WEB) : procfile.keySet();
    }

    /** What pods of a process type run, for people to read; empty for the command of the image. */
    public String commandOf(ProcessType type) {
        return pipeline(type)
                .map(pipeline -> Stream.concat(pipeline.deploy().command().stream(), pipeline.deploy().args().stream())
                        .collect(Collectors.joining(" ")))
                .orElseGet(() -> procfile.getOrDefault(type, ""));
    }

    /** The name a person knows the image of a process type by. */
    public String imageOf(ProcessType type) {
        return ownImage(type).map(StepImage::name).orElse(image);
    }

    /** What pods of a process type run; empty until it is built. */
    public Optional<ImageId> imageIdOf(ProcessType type) {
        return ownImage(type).map(StepImage::id).or(() -> imageId);
    }

    /** Every image that it runs, those of the steps before the pods included. */
    public Set<ImageId> imageIds() {
        var ids = new HashSet<ImageId>();
        imageId.ifPresent(ids::add);
        path.ifPresent(built -> Stream.concat(built.deploy().values().stream(), built.run().values().stream())
                .forEach(image -> ids.add(image.id())));
        return ids;
    }

    private Optional<StepImage> ownImage(ProcessType type) {
        return path.flatMap(built -> Optional.ofNullable(built.deploy().get(type)));
    }

    /** What its {@code .drycc} folder says of a process type. */
    public Optional<Pipeline> pipeline(ProcessType type) {
        return path.flatMap(built -> built.path().pipeline(type));
    }
}
