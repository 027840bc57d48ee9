package cc.drycc.imagebuilder.dryccpath;

import cc.drycc.imagebuilder.dryccpath.Fields.Misplaced;
import cc.drycc.imagebuilder.source.Source;
import cc.drycc.imagebuilder.source.SourceRefused;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the {@code .drycc} folder of a source: {@code *.yaml} and {@code *.yml} in it are pipelines, files of its folder
 * {@code config} are groups of values, all else is left alone. Links are refused.
 */
public final class ReadDryccPath {

    private static final String CONFIG = DryccPath.FOLDER + "/config";

    private ReadDryccPath() {}

    /**
     * What it says.
     *
     * @return empty when there is no such folder
     * @throws DryccPathProblem naming the file and the line or field that is wrong
     * @throws SourceRefused when something is a link, no UTF-8 text or too large
     */
    public static Optional<DryccPath> of(Source source) throws DryccPathProblem, SourceRefused, IOException {
        var folder = source.folder(DryccPath.FOLDER);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PathFields.whole(groups(source), pipelines(source, folder.get())));
        } catch (Misplaced e) {
            throw e.at(Optional.empty());
        }
    }

    private static SortedMap<String, Pipeline> pipelines(Source source, List<String> names)
            throws DryccPathProblem, Misplaced, SourceRefused, IOException {
        var pipelines = new TreeMap<String, Pipeline>();
        for (String name : names) {
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                var file = PathFields.pipelineFile(PathFields.file(name));
                checkCount(pipelines.size());
                pipelines.put(name, PipelineYaml.parse(file, source.text(file).orElse("")));
            }
        }
        return pipelines;
    }

    private static SortedMap<String, SortedMap<String, String>> groups(Source source)
            throws DryccPathProblem, Misplaced, SourceRefused, IOException {
        var groups = new TreeMap<String, SortedMap<String, String>>();
        for (String name : source.folder(CONFIG).orElse(List.of())) {
            if (name.equals(".gitkeep") || name.equals(".gitignore")) {
                continue;
            }
            var file = PathFields.groupFile(PathFields.group(name));
            checkCount(groups.size());
            groups.put(name, GroupFile.parse(file, source.text(file).orElse("")));
        }
        return groups;
    }

    private static void checkCount(int before) throws DryccPathProblem {
        if (before >= PathFields.MOST) {
            throw new DryccPathProblem(".drycc: there are more than " + PathFields.MOST + " pipelines or groups");
        }
    }
}
