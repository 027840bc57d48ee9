package cc.drycc.imagebuilder.evidence;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The dependencies a Maven project names with their version; one whose version is a property or a parent's is not told. */
final class PomFile {

    private static final String DEPENDENCY = "project/dependencies/dependency";

    private PomFile() {}

    static Stream<Component> dependencies(String text) {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return read(factory.createXMLStreamReader(new StringReader(text))).stream()
                    .flatMap(fields -> component(fields).stream());
        } catch (XMLStreamException e) {
            return Stream.empty();
        }
    }

    private static List<Map<String, String>> read(XMLStreamReader xml) throws XMLStreamException {
        var found = new ArrayList<Map<String, String>>();
        Deque<String> path = new ArrayDeque<>();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(xml.getLocalName());
                    if (String.join("/", path).equals(DEPENDENCY)) {
                        found.add(new HashMap<>());
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (String.join("/", path).startsWith(DEPENDENCY + "/") && path.size() == 4) {
                        found.getLast().merge(path.getLast(), xml.getText(), String::concat);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> path.removeLast();
                default -> {
                    // comments and the like say nothing of dependencies
                }
            }
        }
        return found;
    }

    private static Optional<Component> component(Map<String, String> fields) {
        var version = fields.getOrDefault("version", "").strip();
        return version.contains("$") || fields.getOrDefault("scope", "").strip().equals("test")
                ? Optional.empty()
                : Component.of(
                        "maven",
                        fields.getOrDefault("groupId", "").strip(),
                        fields.getOrDefault("artifactId", "").strip(),
                        version);
    }
}
