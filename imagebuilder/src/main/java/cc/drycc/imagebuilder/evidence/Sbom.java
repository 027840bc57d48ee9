package cc.drycc.imagebuilder.evidence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A software bill of materials in CycloneDX 1.6 JSON (ECMA-424). */
public final class Sbom {

    /** What kind of document it is. */
    public static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

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

    private static void metadata(ObjectNode metadata, Subject subject, String tool, Instant now) {
        var image = subject.images().getFirst();
        metadata.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.putObject("tools")
                .putArray("components")
                .addObject()
                .put("type", "application")
                .put("name", "drycc-workflow")
                .put("version", tool);
        metadata.putObject("component")
                .put("type", "container")
                .put("bom-ref", image.id().value())
                .put("name", image.name().value())
                .put("version", image.id().value());
    }
}
