package cc.drycc.controller.builds;

import java.io.IOException;
import java.io.InputStream;

/** What source is kept as: git brings tar.gz, people send others, too. */
enum ArchiveKind {
    TAR_GZ("application/gzip", ".tar.gz"),
    TAR("application/x-tar", ".tar"),
    ZIP("application/zip", ".zip");

    private final String mediaType;
    private final String extension;

    ArchiveKind(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /**
     * Looks at the first bytes, which stay to be read.
     *
     * @param archive one that can be marked
     */
    static ArchiveKind of(InputStream archive) throws IOException {
        archive.mark(2);
        var start = archive.readNBytes(2);
        archive.reset();
        if (start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
            return TAR_GZ;
        }
        return start.length == 2 && start[0] == 'P' && start[1] == 'K' ? ZIP : TAR;
    }

    String mediaType() {
        return mediaType;
    }

    /** With its dot. */
    String extension() {
        return extension;
    }
}
