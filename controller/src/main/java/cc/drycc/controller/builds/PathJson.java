package cc.drycc.controller.builds;

import cc.drycc.engine.ImageId;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.dryccpath.DryccPath;
import cc.drycc.imagebuilder.dryccpath.DryccPathProblem;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The two columns a {@code .drycc} folder is kept in: what it says without values, and its images. */
final class PathJson {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NOTHING = "{}";

    private record Row(String image, String id) {}

    private PathJson() {}

    static String pipelines(Optional<BuiltPath> built) {
        return built.map(path ->
                        JSON.writeValueAsString(path.path().withoutValues().toMap()))
                .orElse(NOTHING);
    }

    static String images(Optional<BuiltPath> built) {
        return built.map(
                        path -> JSON.writeValueAsString(Map.of("deploy", rows(path.deploy()), "run", rows(path.run()))))
                .orElse(NOTHING);
    }

    static Optional<BuiltPath> read(String pipelines, String images) {
        if (pipelines.equals(NOTHING)) {
            return Optional.empty();
        }
        try {
            var path = DryccPath.of(JSON.readValue(pipelines, new TypeReference<Map<String, Object>>() {}));
            var all = JSON.readValue(images, new TypeReference<Map<String, Map<String, Row>>>() {});
            return Optional.of(new BuiltPath(path, images(all, "deploy"), images(all, "run")));
        } catch (DryccPathProblem e) {
            throw new IllegalStateException("a build's dryccfile cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Row> rows(SortedMap<ProcessType, StepImage> images) {
        var rows = new TreeMap<String, Row>();
        images.forEach((type, image) ->
                rows.put(type.value(), new Row(image.name(), image.id().value())));
        return rows;
    }

    private static SortedMap<ProcessType, StepImage> images(Map<String, Map<String, Row>> all, String step) {
        var images = new TreeMap<ProcessType, StepImage>();
        all.getOrDefault(step, Map.of())
                .forEach((type, row) ->
                        images.put(new ProcessType(type), new StepImage(row.image(), new ImageId(row.id()))));
        return images;
    }
}
