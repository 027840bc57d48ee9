package cc.drycc.imagebuilder.archives;

/** What should be an image's archive is none; the message says why, in one line. */
public final class ArchiveRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public ArchiveRefused(String reason) {
        super(reason);
    }
}
