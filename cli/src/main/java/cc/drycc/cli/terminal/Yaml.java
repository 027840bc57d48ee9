package cc.drycc.cli.terminal;

import cc.drycc.cli.http.Json;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import tools.jackson.databind.JsonNode;

/** JSON as YAML 1.2, which readers of YAML 1.1 understand the same way. */
final class Yaml {

    /** Words and numbers that YAML 1.1 does not take for text. */
    private static final Pattern OLD_MEANING =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~|[-+.]?[0-9][0-9a-fx_:.,eTZ+-]*");

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .build();

    private Yaml() {}

    static String of(JsonNode json) {
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
