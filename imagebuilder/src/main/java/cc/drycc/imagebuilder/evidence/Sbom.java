package cc.drycc.imagebuilder.evidence;

import cc.drycc.engine.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A software bill of materials in CycloneDX 1.6 JSON (ECMA-424). */
public final class Sbom {

    /** What kind of document it is. */
    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

    private static final Logger LOG = LoggerFactory.getLogger(Sbom.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private Sbom() {}

    /**
     * Writes one.
     *
     * @param components packages of the images and of the source
     * @param tool the version of the platform that writes it
     */
    public static byte[] write(Subject subject, SortedSet<Component> components, String tool, Instant now) {
        var bom = JSON.createObjectNode()
                .put("bomFormat", "CycloneDX")
                .put("specVersion", "1.6")
                .put("serialNumber", "urn:uuid:" + subject.build())
                .put("version", 1);
        metadata(bom.putObject("metadata"), subject, tool, now);
        var list = bom.putArray("components");
        for (var component : components) {
            list.addObject()
                    .put("type", "library")
                    .put("bom-ref", component.purl())
                    .put("name", component.name())
                    .put("version", component.version())
                    .put("purl", component.purl());
        }
        return JSON.writeValueAsBytes(bom);
    }

    /**
     * The components of one that was written here.
     *
     * @param of what it must be about; of another one, or of what cannot be read, it has none
     */
    public static SortedSet<Component> componentsOf(byte[] sbom, Digest of) {
        var found = new TreeSet<Component>();
        try {
            var bom = JSON.readTree(sbom);
            if (bom.at("/metadata/component/bom-ref").asString("").equals(of.value())) {
                bom.path("components")
                        .forEach(part -> found.add(new Component(
                                part.path("name").asString(""),
                                part.path("version").asString(""),
                                part.path("purl").asString(""))));
            }
        } catch (JacksonException e) {
            LOG.debug("sbom=unreadable of={} reason=\"{}\"", of, e.getMessage());
        }
        return found;
    }

    private static void metadata(ObjectNode metadata, Subject subject, String tool, Instant now) {
        var made = subject.names().getFirst();
        metadata.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.putObject("tools")
                .putArray("components")
                .addObject()
                .put("type", "application")
                .put("name", "drycc-workflow")
                .put("version", tool);
        metadata.putObject("component")
                .put("type", subject.kind())
                .put("bom-ref", made.digest())
                .put("name", made.name())
                .put("version", made.digest());
    }
}
