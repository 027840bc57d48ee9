package cc.drycc.imagebuilder.dryccpath;

import cc.drycc.imagebuilder.dryccpath.Fields.Misplaced;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The YAML of one pipeline, by YAML 1.2's JSON-like rules, so that {@code yes} and {@code 010} stay texts. A file has one
 * document; aliases, duplicate names and nesting have bounds, as the text is somebody else's.
 */
final class PipelineYaml {

    private static final int DEEPEST = 20;
    private static final int MOST_ALIASES = 20;
    private static final Pattern ITEM = Pattern.compile("(.*)\\[([0-9]+)]");

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();

    private PipelineYaml() {}

    /** @throws DryccPathProblem naming the line and, when it is well-formed YAML, the field */
    static Pipeline parse(String file, String text) throws DryccPathProblem {
        if (!(load(file, text) instanceof Map<?, ?> map)) {
            throw new DryccPathProblem(file + ": a map of fields is needed, which begins with kind: pipeline");
        }
        try {
            return PathFields.pipeline(new Fields(file, List.of(), map));
        } catch (Misplaced e) {
            throw e.at(line(text, e.path()));
        }
    }

    private static Object load(String file, String text) throws DryccPathProblem {
        try {
            checkDepth(file, text);
            var loaded = new Load(SETTINGS).loadFromString(text);
            return loaded == null ? "" : loaded;
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1));
            throw new DryccPathProblem("%s%s: it is no YAML: %s".formatted(file, line.orElse(""), problem(e)));
        } catch (YamlEngineException e) {
            throw new DryccPathProblem(file + ": it is no YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        return oneLine(String.valueOf(e.getProblem() == null ? e.getContext() : e.getProblem()));
    }

    private static String oneLine(String text) {
        var line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    /** The parser proper does not recurse, what comes after it does. */
    private static void checkDepth(String file, String text) throws DryccPathProblem {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                throw new DryccPathProblem(file
                        + event.getStartMark()
                                .map(mark -> " line " + (mark.getLine() + 1))
                                .orElse("") + ": it is nested more than " + DEEPEST + " deep");
            }
        }
    }

    /** Where a field stands, or the map it is missing from. */
    private static Optional<Integer> line(String text, List<String> path) {
        var node = new Compose(SETTINGS).composeString(text);
        var mark = node.flatMap(Node::getStartMark);
        for (String name : path) {
            var item = ITEM.matcher(name);
            var field = node.flatMap(parent -> field(parent, item.matches() ? item.group(1) : name));
            mark = field.flatMap(pair -> pair.getKeyNode().getStartMark()).or(markOr(mark));
            node = field.map(NodeTuple::getValueNode);
            if (item.matches()) {
                node = node.flatMap(list -> item(list, Integer.parseInt(item.group(2))));
                mark = node.flatMap(Node::getStartMark).or(markOr(mark));
            }
        }
        return mark.map(found -> found.getLine() + 1);
    }

    private static java.util.function.Supplier<Optional<Mark>> markOr(Optional<Mark> before) {
        return () -> before;
    }

    private static Optional<NodeTuple> field(Node node, String name) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(pair -> pair.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Node> item(Node node, int index) {
        return node instanceof SequenceNode list && index < list.getValue().size()
                ? Optional.of(list.getValue().get(index))
                : Optional.empty();
    }
}
