package cc.drycc.buildservice.evidence;

import cc.drycc.imagebuilder.evidence.Documents;
import cc.drycc.imagebuilder.evidence.Sbom;
import cc.drycc.storage.ObjectKey;
import java.util.UUID;

/** What is kept of each image. */
public enum Document {
    SBOM(Documents.SBOM, Sbom.MEDIA_TYPE),
    PROVENANCE(Documents.PROVENANCE, Documents.PROVENANCE_TYPE);

    private final String fileName;
    private final String mediaType;

    Document(String fileName, String mediaType) {
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    /** What it is called where somebody saves it. */
    public String fileName() {
        return fileName;
    }

    /** The {@code Content-Type} it is served with. */
    public String mediaType() {
        return mediaType;
    }

    ObjectKey key(UUID job) {
        return new ObjectKey(prefix(job) + fileName);
    }

    static String prefix(UUID job) {
        return "buildservice/evidence/" + job + "/";
    }
}
