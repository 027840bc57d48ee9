package cc.drycc.builder.buildpacks;

import cc.drycc.engine.Image;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.procfile.Procfile;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the process types of an image made by buildpacks are started: through its launcher, which sets up what the
 * buildpacks want in the environment. A Procfile says which there are; without one the image does.
 */
final class Processes {

    private static final String METADATA = "io.buildpacks.build.metadata";

    private Processes() {}

    static Map<ProcessType, String> of(Image image, Procfile procfile) {
        var known = known(image);
        if (procfile.commands().isEmpty()) {
            return known;
        }
        var all = new LinkedHashMap<ProcessType, String>();
        procfile.commands().forEach((type, line) -> all.put(type, known.getOrDefault(type, launched(line))));
        return all;
    }

    /** Those a buildpack made, perhaps of the Procfile. */
    private static Map<ProcessType, String> known(Image image) {
        var metadata = new JsonMapper().readTree(image.labels().getOrDefault(METADATA, "{}"));
        var known = new LinkedHashMap<ProcessType, String>();
        metadata.path("processes").forEach(process -> {
            String type = process.path("type").asString("");
            if (ProcessType.isValid(type)) {
                known.put(new ProcessType(type), "/cnb/process/" + type);
            }
        });
        return known;
    }

    private static String launched(String line) {
        return "/cnb/lifecycle/launcher -- /bin/sh -c '" + line.replace("'", "'\\''") + "'";
    }
}
