package cc.drycc.cli.terminal;

import cc.drycc.cli.CliProblem;
import cc.drycc.cli.http.Json;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import tools.jackson.databind.JsonNode;

/** JSON as YAML 1.2, which readers of YAML 1.1 understand the same way; and YAML 1.2 as JSON. */
public final class Yaml {

    /** Words and numbers that YAML 1.1 does not take for text. */
    private static final Pattern OLD_MEANING =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|[-+.]?[0-9][0-9a-fx_:.,eTZ+-]*");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .build();

    private Yaml() {}

    private static final LoadSettings READING = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowNonScalarKeys(false)
            .setMaxAliasesForCollections(20)
            .build();

    /** @throws CliProblem naming the file and its line that is no YAML */
    public static JsonNode read(String file, String text) {
        try {
            return Json.of(new Load(READING).loadFromString(text));
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1));
            throw new CliProblem("%s%s: it is no YAML: %s".formatted(file, line.orElse(""), e.getProblem()), e);
        } catch (YamlEngineException e) {
            throw new CliProblem(file + ": it is no YAML: " + e.getMessage(), e);
        }
    }

    /** A document. */
    public static String of(JsonNode json) {
        return new Dump(SETTINGS, new Quoting()).dumpToString(Json.plain(json));
    }

    private static final class Quoting extends StandardRepresenter {

        Quoting() {
            super(SETTINGS);
            representers.put(String.class, text -> {
                boolean doubtful = OLD_MEANING.matcher((String) text).matches();
                boolean lines = ((String) text).contains("\n");
                var style = doubtful || lines ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
                return representScalar(Tag.STR, (String) text, style);
            });
        }
    }
}
