package cc.drycc.controller.builds;

import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build with a {@code .drycc} folder runs (seed 5.16).
 *
 * @param path what the folder says; without values once it is kept
 * @param deploy the images of the pods, by process type
 * @param run the images of what runs before them, for process types that have such a step
 */
public record BuiltPath(
        DryccPath path, SortedMap<ProcessType, StepImage> deploy, SortedMap<ProcessType, StepImage> run) {

    public BuiltPath {
        deploy = Collections.unmodifiableSortedMap(new TreeMap<>(deploy));
        run = Collections.unmodifiableSortedMap(new TreeMap<>(run));
    }
}
