package cc.drycc.controller.evidence;

import cc.drycc.engine.AppName;
import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.Sbom;
import cc.drycc.storage.ObjectKey;
import java.util.UUID;

/** What is kept of each build in object storage. */
enum Document {
    SBOM(Documents.SBOM, Sbom.MEDIA_TYPE),
    PROVENANCE(Documents.PROVENANCE, Documents.PROVENANCE_TYPE);

    private final String fileName;
    private final String mediaType;

    Document(String fileName, String mediaType) {
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    String fileName() {
        return fileName;
    }

    String mediaType() {
        return mediaType;
    }

    /** Where it lies. */
    ObjectKey key(AppName app, UUID build) {
        return new ObjectKey(KeepEvidence.prefix(app) + build + "/" + fileName);
    }
}
