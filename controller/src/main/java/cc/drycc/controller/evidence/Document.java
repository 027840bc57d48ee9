package cc.drycc.controller.evidence;

import cc.drycc.engine.AppName;
import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.Provenance;
import cc.drycc.imagebuilder.evidence.Sbom;
import cc.drycc.imagebuilder.referrers.Attachment;
import cc.drycc.storage.ObjectKey;
import java.util.Map;
import java.util.UUID;

/** What is kept of each build in object storage. */
enum Document {
    SBOM(Documents.SBOM, Sbom.MEDIA_TYPE, Sbom.MEDIA_TYPE, ""),
    PROVENANCE(
            Documents.PROVENANCE,
            Documents.PROVENANCE_TYPE,
            "application/vnd.dsse.envelope.v1+json",
            Provenance.PREDICATE_TYPE);

    private final String fileName;
    private final String mediaType;
    private final String artifactType;
    private final String predicateType;

    /**
     * @param artifactType what it is among the artifacts of a registry, where in-toto's tools look for it
     * @param predicateType what a statement says; empty for what is none
     */
    Document(String fileName, String mediaType, String artifactType, String predicateType) {
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.artifactType = artifactType;
        this.predicateType = predicateType;
    }

    String fileName() {
        return fileName;
    }

    String mediaType() {
        return mediaType;
    }

    /** The same, to be attached to an image. */
    Attachment attachment(byte[] content) {
        Map<String, String> annotations =
                predicateType.isEmpty() ? Map.of() : Map.of("in-toto.io/predicate-type", predicateType);
        return new Attachment(fileName, artifactType, annotations, content);
    }

    /** Where it lies. */
    ObjectKey key(AppName app, UUID build) {
        return new ObjectKey(KeepEvidence.prefix(app) + build + "/" + fileName);
    }
}
