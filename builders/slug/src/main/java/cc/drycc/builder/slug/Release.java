package cc.drycc.builder.slug;

import cc.drycc.engine.BuildFailed;
import cc.drycc.engine.ProcessType;
import cc.drycc.imagebuilder.procfile.Procfile;
import cc.drycc.imagebuilder.procfile.ProcfileProblem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The process types of a slug: those of its {@code Procfile}, which a buildpack may have written; else {@code
 * default_process_types} of what {@code bin/release} said (Heroku's buildpack API, "bin/release"; its other fields are for
 * platforms that no longer are).
 */
final class Release {

    private static final int MOST_ALIASES = 10;
    private static final String FIELD = "default_process_types";

    private Release() {}

    /**
     * Reads them.
     *
     * @param procfile text of the slug's {@code Procfile}, if there is one
     * @param release what {@code bin/release} wrote, if it did
     * @throws BuildFailed when the one that counts is wrong, or there are none
     */
    static Map<ProcessType, String> types(Optional<String> procfile, Optional<String> release) throws BuildFailed {
        var types = procfile.isPresent() ? ofProcfile(procfile.get()) : Procfile.NONE;
        if (types.isEmpty() && release.isPresent()) {
            types = ofRelease(release.get());
        }
        if (types.isEmpty()) {
            throw new BuildFailed("the buildpack names no process types: add a Procfile, for example `web: ./serve`");
        }
        return types.commands();
    }

    private static Procfile ofProcfile(String text) throws BuildFailed {
        try {
            return Procfile.parse(text);
        } catch (ProcfileProblem e) {
            throw new BuildFailed(String.valueOf(e.getMessage()));
        }
    }

    private static Procfile ofRelease(String text) throws BuildFailed {
        Object all = yaml(text);
        if (all == null) {
            return Procfile.NONE;
        }
        if (!(all instanceof Map<?, ?> fields)) {
            throw wrong("it is no map of fields");
        }
        Object types = fields.get(FIELD);
        if (types == null) {
            return Procfile.NONE;
        }
        if (!(types instanceof Map<?, ?> map)) {
            throw wrong(FIELD + " is no map of process types and commands");
        }
        try {
            return Procfile.of(map);
        } catch (ProcfileProblem e) {
            throw wrong(String.valueOf(e.getMessage()).replaceFirst("^Procfile: ", ""));
        }
    }

    private static @Nullable Object yaml(String text) throws BuildFailed {
        var settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setAllowNonScalarKeys(false)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        try {
            return new Load(settings).loadFromString(text);
        } catch (YamlEngineException | StackOverflowError e) {
            throw wrong("it is no YAML");
        }
    }

    private static BuildFailed wrong(String reason) {
        return new BuildFailed("what the buildpack's bin/release says cannot be used: " + reason);
    }
}
