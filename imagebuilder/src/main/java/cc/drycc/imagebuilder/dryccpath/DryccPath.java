package cc.drycc.imagebuilder.dryccpath;

import cc.drycc.engine.ImageRef;
import cc.drycc.engine.ProcessType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a {@code .drycc} folder says (seed 5.16).
 *
 * @param groups values by group, {@code .drycc/config/<group>}; secrets: never logged
 * @param pipelines by file name, {@code .drycc/<name>.yaml}; each for another process type, at least one
 */
public record DryccPath(SortedMap<String, SortedMap<String, String>> groups, SortedMap<String, Pipeline> pipelines) {

    /** The folder. */
    public static final String FOLDER = ".drycc";

    /** The group every process type gets without naming it. */
    public static final String GLOBAL = "global";

    public DryccPath {
        var copies = new TreeMap<String, SortedMap<String, String>>();
        groups.forEach((group, values) -> copies.put(group, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        groups = Collections.unmodifiableSortedMap(copies);
        pipelines = Collections.unmodifiableSortedMap(new TreeMap<>(pipelines));
    }

    /**
     * Reads the form the API uses: {@code {"config": {group: {name: value}}, "pipeline": {file: {…}}}}.
     *
     * @param map as JSON gives it
     * @throws DryccPathProblem naming the file and the field that is wrong
     */
    public static DryccPath of(Map<?, ?> map) throws DryccPathProblem {
        return PathFields.read(map);
    }

    /** The form the API uses. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        if (!groups.isEmpty()) {
            map.put("config", groups);
        }
        var files = new LinkedHashMap<String, Object>();
        pipelines.forEach((file, pipeline) -> files.put(file, pipeline.toMap()));
        map.put("pipeline", files);
        return map;
    }

    /** The same without values and what names them: those are kept as config. */
    public DryccPath withoutValues() {
        var bare = new TreeMap<String, Pipeline>();
        pipelines.forEach((file, pipeline) -> bare.put(file, pipeline.with(Collections.emptySortedMap(), List.of())));
        return new DryccPath(Collections.emptySortedMap(), bare);
    }

    /** The process types there are. */
    public Set<ProcessType> types() {
        return pipelines.values().stream().map(Pipeline::type).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The pipeline of a process type. */
    public Optional<Pipeline> pipeline(ProcessType type) {
        return pipelines.values().stream()
                .filter(pipeline -> pipeline.type().equals(type))
                .findFirst();
    }

    /** The pipelines in the order of their files' names. */
    public Collection<Pipeline> inOrder() {
        return pipelines.values();
    }

    /** The image the pods of a pipeline run. */
    public ImageChoice deployImage(Pipeline pipeline) {
        return pipeline.deploy().image().map(this::named).orElseGet(() -> own(pipeline));
    }

    /** The image of what runs before them. */
    public ImageChoice runImage(Pipeline pipeline) {
        return pipeline.run().flatMap(RunStep::image).map(this::named).orElseGet(() -> own(pipeline));
    }

    private ImageChoice named(String name) {
        return pipelines.values().stream()
                .filter(pipeline -> pipeline.type().value().equals(name))
                .findFirst()
                .map(DryccPath::own)
                .orElseGet(() -> new ImageChoice.Named(new ImageRef(name)));
    }

    private static ImageChoice own(Pipeline pipeline) {
        return pipeline.build().isPresent() ? new ImageChoice.BuiltFor(pipeline.type()) : new ImageChoice.OfApp();
    }

    /** Whether a step runs the app's own image. */
    public boolean needsImageOfApp() {
        return pipelines.values().stream()
                .anyMatch(pipeline -> deployImage(pipeline) instanceof ImageChoice.OfApp
                        || (pipeline.run().isPresent() && runImage(pipeline) instanceof ImageChoice.OfApp));
    }

    /** The values of a process type: those for everyone, then its groups' in order, then its own; later ones win. */
    public SortedMap<String, String> environment(ProcessType type) {
        var env = new TreeMap<>(groups.getOrDefault(GLOBAL, Collections.emptySortedMap()));
        pipeline(type).ifPresent(pipeline -> {
            for (var group : pipeline.config()) {
                env.putAll(groups.getOrDefault(group, Collections.emptySortedMap()));
            }
            env.putAll(pipeline.env());
        });
        return env;
    }

    /** Without the values: they are secret. */
    @Override
    public String toString() {
        return "DryccPath[%s %s]".formatted(groups.keySet(), pipelines.keySet());
    }
}
