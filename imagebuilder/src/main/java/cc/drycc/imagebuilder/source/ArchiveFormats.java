package cc.drycc.imagebuilder.source;

/** What kinds of archive may come in. Which one it is shows in its first bytes, never in its name. */
public enum ArchiveFormats {
    /** A tar, plain or packed with gzip: what the build service's {@code TarFile} and {@code tarUrl} bring. */
    TAR("no tar and no tar.gz"),
    /** Those, or a zip: what git and people bring. */
    TAR_OR_ZIP("no tar, tar.gz or zip");

    private final String otherwise;

    ArchiveFormats(String otherwise) {
        this.otherwise = otherwise;
    }

    /** What an archive that is none of them is called in the answer. */
    String otherwise() {
        return otherwise;
    }
}
