package cc.drycc.server.imagebuilder;

/** How the process ends: the numbers of {@code sysexits.h}, so that a Job or a script can tell whose fault it was. */
enum ExitCode {
    /** The image is in the registry. */
    BUILT(0),
    /** A setting is missing or wrong; nothing was begun. */
    SETTING(64),
    /** The source cannot be built: the archive, the Dockerfile, a command that failed, a limit that was hit. */
    SOURCE(65),
    /** The bucket has no such archive. */
    NO_ARCHIVE(66),
    /** The object store, the engine or this machine's disk failed: the same call may succeed later. */
    UNAVAILABLE(69),
    /** The image was built, and the registry did not take it. */
    NOT_PUSHED(76);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
